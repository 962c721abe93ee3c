"""Where the queue lies: a PostgreSQL schema of its own beside ours, made and upgraded by ``zuanjian db upgrade``.

procrastinate ships its tables as one file and its later changes as numbered ones. Which of these were applied stands
in a table of ours beside them, so that a newer procrastinate is caught up with file by file, in order.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec

from sqlalchemy import Connection, text


def installed() -> bool:
    return find_spec("procrastinate") is not None and find_spec("psycopg") is not None


def place(connection: Connection) -> str:
    """The schema of the queue: ``zuanjian_jobs``, or ``NAME_jobs`` where our tables lie in a schema NAME."""
    own = str(connection.execute(text("SELECT current_schema()")).scalar_one())
    return "zuanjian_jobs" if own == "public" else f"{own}_jobs"


def behind(connection: Connection) -> bool:
    """Whether there is anything to make or to catch up with, and we can.

    There is not where procrastinate is not installed, nor where we may not make a schema and nobody made it for us: the
    program then works without a queue, and ``lacking`` says why there is none.
    """
    if not installed():
        return False
    name = place(connection)
    done = _applied(connection, name)
    return _may_make(connection, name) if done is None else not done >= set(_shipped())


def bring(connection: Connection) -> bool:
    """Make the queue's tables, or apply the next file that is missing; True where a file was, and more may follow."""
    name = place(connection)
    shipped, done = _shipped(), _applied(connection, name)
    missing = sorted(set(shipped) - (done or set()))
    before = connection.execute(text("SELECT current_setting('search_path')")).scalar_one()
    if done is None:
        connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{name}"')
        _look_into(connection, f'"{name}"')
        _run(connection, files("procrastinate.sql").joinpath("schema.sql").read_text("utf-8"))
        connection.exec_driver_sql(
            "CREATE TABLE zuanjian_applied (name text PRIMARY KEY, at timestamptz DEFAULT now())"
        )
    elif missing:
        del missing[1:]
        _look_into(connection, f'"{name}"')
        _run(connection, files("procrastinate.sql.migrations").joinpath(missing[0]).read_text("utf-8"))
    for file in missing:
        connection.execute(text("INSERT INTO zuanjian_applied (name) VALUES (:name)"), {"name": file})
    _look_into(connection, before)
    return done is not None and bool(missing)


def lacking(connection: Connection) -> str | None:
    """Why the queue cannot be used, as one Chinese line; None when it can."""
    if not installed():
        return "任务队列需要安装可选组件：pip install 'zuanjian[postgres]'"
    name = place(connection)
    done = _applied(connection, name)
    if done is None:
        return f"还没有任务队列：请由数据库管理员运行 CREATE SCHEMA {name} AUTHORIZATION 本用户，再运行 zuanjian db upgrade"
    if newer := done - set(_shipped()):
        return f"任务队列由更新版本的 procrastinate 建立（{max(newer)}），请先升级该组件"
    return None if done >= set(_shipped()) else "任务队列的表结构过旧，请先运行 zuanjian db upgrade"


def look_into(connection: Connection) -> str:
    """For the rest of the transaction the queue's tables are found before ours; gives back their schema."""
    name = place(connection)
    before = connection.execute(text("SELECT current_setting('search_path')")).scalar_one()
    _look_into(connection, f'"{name}", {before}')
    return name


def _look_into(connection: Connection, path: str) -> None:
    connection.execute(text("SELECT set_config('search_path', :path, true)"), {"path": path})


def _run(connection: Connection, statements: str) -> None:
    connection.exec_driver_sql(statements, execution_options={"no_parameters": True})  # its % are signs, not places


def _shipped() -> list[str]:
    folder = files("procrastinate.sql.migrations")
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))


def _applied(connection: Connection, name: str) -> set[str] | None:
    """The files applied so far; None where there is no queue."""
    # Asked of the catalogue's tables: to_regclass may remember, after waiting for another's upgrade, that there was none.
    there = text("SELECT count(*) FROM pg_tables WHERE schemaname = :name AND tablename = 'zuanjian_applied'")
    if not connection.execute(there, {"name": name}).scalar_one():
        return None
    return set(connection.exec_driver_sql(f'SELECT name FROM "{name}".zuanjian_applied').scalars())  # noqa: S608 - ours


def _may_make(connection: Connection, name: str) -> bool:
    """Whether the schema is there to be filled, or may be made."""
    query = (
        "SELECT CASE WHEN EXISTS (SELECT FROM pg_namespace WHERE nspname = :name)"
        " THEN has_schema_privilege(CAST(:name AS text), 'CREATE')"
        " ELSE has_database_privilege(current_database(), 'CREATE') END"
    )
    return bool(connection.execute(text(query), {"name": name}).scalar_one())
