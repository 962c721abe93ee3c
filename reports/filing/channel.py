"""Channel: what one place of filing asks for, as a YAML file, read strictly.

Keys of a channel file::

    order: 1                      its place among the others
    name: …                       as a report prints it
    platforms: [taobao]           where the listing must be; empty: anywhere
    not_on: [web]                 where it does not reach
    rights: [mark, design, work]  what it takes; `otherwise` says for each of the others where to turn instead
    how: …                        how one files there
    needs: [{check: right_live, why: …}]      checks of reports/filing/preflight.py without which it would be turned down
    fields: [{name: …, from: right.number, verified: full}]   what it asks; `from` is a key of reports/filing/fields.py
    sources: [{what: …, where: …, verified: full}]            where that was read
    unverified: [ … ]             what could not be checked

``verified``: full (read at the channel's own or in the statute), secondary (told by others), unchecked.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from nlp.marked_yaml import read_marked

Verified = Literal["full", "secondary", "unchecked"]
VERIFIED: dict[Verified, str] = {"full": "已核对原文", "secondary": "据第三方转述", "unchecked": "未能核对"}

FOLDER = Path(__file__).with_name("channels")


class Need(Struct, frozen=True, forbid_unknown_fields=True):
    check: str
    why: str


class Field(Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    name: str
    source: str
    verified: Verified


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    what: str
    where: str
    verified: Verified


class Channel(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    order: int
    name: str
    rights: tuple[Literal["mark", "design", "work"], ...]
    how: str
    needs: tuple[Need, ...]
    fields: tuple[Field, ...]
    sources: tuple[Source, ...]
    unverified: tuple[str, ...]
    platforms: tuple[str, ...] = ()
    not_on: dict[str, str] = {}
    otherwise: dict[str, str] = {}

    def unfit(self, platform: str, right: str) -> str:
        """Why nothing is filed here for such a right on such a platform; empty where it is."""
        if right not in self.rights:
            return self.otherwise.get(right, "该渠道不受理这类权利")
        if platform in self.not_on:
            return self.not_on[platform]
        return "" if not self.platforms or platform in self.platforms else "该商品不在此平台"


@cache
def channels(folder: Path = FOLDER) -> tuple[Channel, ...]:
    """Every channel, in order. Raises FileRefused (file, line, reason) at the first bad file."""
    found = [read_marked(path).convert(Channel) for path in sorted(folder.glob("*.yml"))]
    return tuple(sorted(found, key=lambda one: (one.order, one.name)))
