"""What each column of a product sheet means: the alias table, read once from columns.yml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import yaml

from crawler.listing import Status

_UNIT = re.compile(r"[(\[【](?:单位[::]?)?([^()\[\]【】]{1,6})[)\]】]$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``target`` of the alias table, "attribute" for any other fact, or None when read past.

    ``personal``: it holds data of buyers, which are written nowhere."""

    index: int
    header: str
    target: str | None
    unit: str | None = None
    personal: bool = False


IGNORED, ATTRIBUTE = "ignored", "attribute"
"""Targets beside those of the table: read past; kept as a fact that the seller states."""


@dataclass(frozen=True, slots=True)
class AliasTable:
    targets: dict[str, str]  # folded header -> target
    ignored: frozenset[str]
    personal: tuple[str, ...]
    units: dict[str, str]
    status: dict[str, Status] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)  # target -> its commonest Chinese header

    def columns(self, header: Sequence[str], remembered: Mapping[str, str] | None = None) -> list[Column]:
        """Every column of a header. ``remembered``: folded header -> target as confirmed for this sender."""
        return [self.column(index, name, remembered or {}) for index, name in enumerate(header)]

    def column(self, index: int, header: str, remembered: Mapping[str, str]) -> Column:
        """What the header means; an unknown header is a fact the seller states, hence an attribute.

        What was confirmed for the sender goes before the table, but never opens a column of buyers' data.
        """
        whole = folded = fold_header(header)
        unit = None
        if folded not in self.targets and (match := _UNIT.search(folded)):
            unit = self.units.get(match[1])
            folded = folded[: match.start()]
        personal = any(word in folded for word in self.personal)
        if whole in remembered and not personal:
            target = remembered[whole]
            return Column(index, header, None if target == IGNORED else target, unit)
        if not folded or folded in self.ignored or personal:
            return Column(index, header, None, personal=personal)
        return Column(index, header, self.targets.get(folded, ATTRIBUTE), unit)


def fold_header(header: str) -> str:
    """A header as the alias table spells it: NFKC, lower case, no blanks, no byte-order mark."""
    return "".join(unicodedata.normalize("NFKC", header).lower().replace("\ufeff", "").split())


@cache
def alias_table() -> AliasTable:
    """The table of columns.yml."""
    data = yaml.safe_load(resources.files(__package__).joinpath("columns.yml").read_text("utf-8"))
    return AliasTable(
        targets={fold_header(name): target for target, names in data["targets"].items() for name in names},
        ignored=frozenset(map(fold_header, data["ignored"])),
        personal=tuple(map(fold_header, data["personal"])),
        units=data["units"],
        status={fold_header(name): status for status, names in data["status"].items() for name in names},
        labels={ATTRIBUTE: "其他属性", IGNORED: "不读"}
        | {target: names[0] for target, names in data["targets"].items()},
    )
