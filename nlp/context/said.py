"""How one mention is read: what is said of it, of what, and where the words stand that decided."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.claim import Polarity, Target


@dataclass(frozen=True, slots=True)
class Reading:
    """``cue`` is [start, end) of the folded text, None for plain affirmation of the default target."""

    polarity: Polarity = Polarity.AFFIRM
    target: Target | None = None
    cue: tuple[int, int] | None = None


PLAIN = Reading()
