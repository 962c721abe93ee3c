"""Schema versions: Alembic run from inside the package, so that an installed wheel needs no ini file."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from alerts.queue import place

_LOCK = 0x7A75616E  # any number that only we use


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration for our migrations, working on ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def unknown_revision(connection: Connection) -> str | None:
    """The database's schema version when this program does not know it, else None."""
    current = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in ScriptDirectory.from_config(configuration()).walk_revisions()}
    return current if current is not None and current not in known else None


def upgrade(connection: Connection) -> None:
    """Apply what is missing, in the caller's transaction."""
    if connection.dialect.name == "postgresql":
        # Two programs starting at once would both find no tables and both create them.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    command.upgrade(configuration(connection), "head")


def upgrade_queue(connection: Connection) -> bool:
    """One step for the tables of the job queue, in the caller's transaction; True while there may be more to do."""
    if connection.dialect.name != "postgresql" or not place.behind(connection):
        return False
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    return place.bring(connection)
