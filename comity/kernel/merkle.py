"""Merkle trees over the leaves of the register (RFC 9162, section 2.1.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

EMPTY = hashlib.sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """This will hash two subtrees into one: SHA-256 over 0x01 and both."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf and keeps only the roots of its whole subtrees."""

    def __init__(self) -> None:
        """This will begin with no leaf."""
        self.size = 0
        self._whole: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """This will add the hash of one more leaf."""
        height = 0
        while self._whole and self._whole[-1][0] == height:
            leaf = node(self._whole.pop()[1], leaf)
            height += 1
        self._whole.append((height, leaf))
        self.size += 1

    @property
    def root(self) -> bytes:
        """This will give the root of all leaves so far."""
        if not self._whole:
            return EMPTY
        *others, (_, root) = self._whole
        for _, left in reversed(others):
            root = node(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """This will give the root over leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root
