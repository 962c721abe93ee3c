"""The streamed tree against RFC 9162 written down plainly, for every size and place up to a hundred."""

from __future__ import annotations

import hashlib

import pytest

from alerts.inclusion import Tree


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def root(data: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1."""
    if not data:
        return sha(b"")
    if len(data) == 1:
        return sha(b"\0" + data[0])
    k = 1
    while k * 2 < len(data):
        k *= 2
    return sha(b"\1" + root(data[:k]) + root(data[k:]))


def path(index: int, data: list[bytes]) -> list[bytes]:
    """RFC 9162 §2.1.3.1."""
    if len(data) == 1:
        return []
    k = 1
    while k * 2 < len(data):
        k *= 2
    if index < k:
        return [*path(index, data[:k]), root(data[k:])]
    return [*path(index - k, data[k:]), root(data[:k])]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 64, 97, 100])
def test_root_and_every_path(size: int) -> None:
    data = [bytes([n]) for n in range(size)]
    tree = Tree(range(size))
    for one in data:
        tree.add(one)
    assert tree.root() == root(data)
    assert [tree.path(n) for n in range(size)] == [path(n, data) for n in range(size)]


def test_known_roots_of_the_certificate_transparency_tests() -> None:
    """The values that google/certificate-transparency's own tests use, also in the RFC's implementations."""
    data = [bytes.fromhex(one) for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
    tree = Tree(())
    assert tree.root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    tree.add(data[0])
    assert tree.root().hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    tree.add(data[1])
    assert tree.root().hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    tree.add(data[2])
    assert tree.root().hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


@pytest.mark.parametrize("index", [-1, 1, 3])
def test_a_path_is_had_only_for_what_was_asked_and_is_there(index: int) -> None:
    tree = Tree({0, 3})
    tree.add(b"a")
    tree.add(b"b")
    with pytest.raises(KeyError):
        tree.path(index)


def test_little_is_kept() -> None:
    tree = Tree({5})
    for n in range(100_000):
        tree.add(n.to_bytes(4))
    assert len(tree._beside) <= 17
    assert len(tree._whole) <= 17
