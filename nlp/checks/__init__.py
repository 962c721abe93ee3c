"""Element checks, one kind of test per file; the folder is the registry.

A check is a module with ``Params`` (a closed msgspec struct: the parameters a rule file may give),
``SLOTS`` (names it can fill in a message) and ``answer(params, case) -> Answer``. It may have
``needs(params)``: without one of each of these sets in the listing its answer is "not met", with nothing
blocked. A check without it is always asked.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from msgspec import Struct

from nlp.marks import Marks

if TYPE_CHECKING:
    from nlp.answer import Answer
    from nlp.case import Case

Needs = tuple[Marks, ...]
"""Sets of marks (see nlp.marks), the rarest first; one member of each set must be in the listing."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every check's parameters: closed, so that a misspelt parameter is refused by name."""


class Check(Protocol):
    """What every module of this folder offers."""

    Params: type[Params]
    SLOTS: tuple[str, ...]

    def answer(self, params: Any, case: Case) -> Answer: ...


@cache
def check_names() -> tuple[str, ...]:
    """The names a rule file may use after ``check:``."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def find_check(name: str) -> Check:
    """The check of that name. Raises KeyError for a name that no file of the folder carries."""
    if name not in check_names():
        raise KeyError(name)
    return cast("Check", import_module(f"{__name__}.{name}"))


def needs_of(check: Check, params: Params) -> Needs:
    """What the check, given these parameters, cannot do without."""
    ask = getattr(check, "needs", None)
    needs: Needs = ask(params) if ask is not None else ()
    return needs
