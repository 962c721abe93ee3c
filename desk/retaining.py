"""``<home>/retention.yml``: how long what is kept. Read strictly: a mistyped name must not delete anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.outcome import Unusable

if TYPE_CHECKING:
    from alerts.retention.terms import Terms


def load_terms(path: Path) -> Terms:
    """The terms in a file, the defaults where there is none. Raises Unusable with the place and the reason."""
    import msgspec
    import yaml

    from alerts.retention.terms import Terms

    if not path.exists():
        return Terms()
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Unusable(f"{path}：无法读取，未作改动") from None
    except yaml.YAMLError:
        raise Unusable(f"{path}：不是有效的 YAML，未作改动") from None
    try:
        return msgspec.convert({} if said is None else said, Terms)
    except msgspec.ValidationError as error:
        raise Unusable(
            f"{path}：应为 clear、messages、jobs 三项，每项是 30 至 36500 的整数天数（{error}），未作改动"
        ) from None
