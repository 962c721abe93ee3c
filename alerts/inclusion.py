"""Inclusion: a Merkle tree (RFC 9162 §2.1) over a list read once, and the path of some of its leaves, in little memory.

The custody chain proves its order only to who holds all of it. The tree over its hashes proves to a stranger that some
entries stood at their places in it, and shows nothing of the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable


class Tree:
    """Take in every leaf's data in order with ``add``, then ask for ``root`` and ``path``.

    ``targets``: indexes (from 0) whose paths will be asked for. Kept are the nodes beside them: a few per target and level.
    """

    def __init__(self, targets: Collection[int]) -> None:
        self.size = 0
        self._beside: dict[tuple[int, int], bytes] = {}
        self._targets = targets
        self._wanted: set[tuple[int, int]] = set()
        self._whole: list[tuple[int, bytes]] = []  # perfect subtrees so far, from the left: (level, hash)
        for target in targets:
            self._wanted.update((level, (target >> level) ^ 1) for level in range(64))

    def add(self, data: bytes) -> None:
        """The next leaf."""
        level, value, index = 0, hashlib.sha256(b"\0" + data).digest(), self.size
        self._note(level, index, value)
        while self._whole and self._whole[-1][0] == level:
            value = _node(self._whole.pop()[1], value)
            level, index = level + 1, index >> 1
            self._note(level, index, value)
        self._whole.append((level, value))
        self.size += 1

    def root(self) -> bytes:
        """The hash of the tree; of no leaves that of nothing."""
        return _fold(hash for _, hash in self._whole) if self._whole else hashlib.sha256().digest()

    def path(self, index: int) -> list[bytes]:
        """The hashes beside the way from a target up to the root. Raises KeyError for what was no target."""
        if index not in self._targets or not 0 <= index < self.size:
            raise KeyError(index)
        first = 0
        for place, (level, _) in enumerate(self._whole):  # noqa: B007 - both are used below
            if index < first + (1 << level):
                break
            first += 1 << level
        path = [self._beside[h, (index >> h) ^ 1] for h in range(level)]
        right = [hash for _, hash in self._whole[place + 1 :]]
        return path + ([_fold(right)] if right else []) + [hash for _, hash in reversed(self._whole[:place])]

    def _note(self, level: int, index: int, value: bytes) -> None:
        if (level, index) in self._wanted:
            self._beside[level, index] = value


def _fold(hashes: Iterable[bytes]) -> bytes:
    """The root over perfect subtrees that shrink from left to right."""
    *left, root = hashes
    for value in reversed(left):
        root = _node(value, root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
