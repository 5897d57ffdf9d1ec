#!/usr/bin/env python3
"""Verify an export of Comity's register, without Comity: one file, standard library only, Python 3.9 or later.

    python3 verify_register.py EXPORT.jsonl [--note FILE ...] [--key VERIFIER]

It checks that entries are numbered 1, 2, 3 ... without gaps, that each leaf is the hash of what stands in the entry,
that the chain runs through all of them, that the tree over the leaves has the root that the end of the file and each
checkpoint name, and that each checkpoint is signed (Ed25519). An entry that the reader of the export may not see is
there as its leaf alone: the numbers, the chain and the tree cover it, its content stays closed.

An export that is consistent in itself proves only that. To prove that nothing was changed since, give a checkpoint
that you received earlier (--note): it must be signed by the key and lie on the same tree. Give the key that you know
(--key); the one in the file is what the file says about itself.

Exit code: 0 verified, 1 not verified (the first bad line is printed), 2 cannot be read.
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Optional, Tuple

FORMAT = "comity-register-1"
HASH, SIGNATURE = 32, 64  # bytes
SIGNATURE_WORDS = 3


class Fault(Exception):
    """What is wrong, and where."""


# -- Ed25519 (RFC 8032), to verify only --------------------------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = Tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return ((f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def _times(scalar: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = _add(found, point)
        point = _add(point, point)
        scalar >>= 1
    return found


def _x_of(y: int, sign: int) -> Optional[int]:
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if (x & 1) != sign else x


def _point(data: bytes) -> Optional[Point]:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


_BASE_Y = 4 * pow(5, P - 2, P) % P
_BASE_X = _x_of(_BASE_Y, 0) or 0
BASE = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % P)


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the signature over the message was made with the key."""
    if len(public) != HASH or len(signature) != SIGNATURE:
        return False
    key, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = _times(s, BASE), _add(r, _times(h, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# -- notes -------------------------------------------------------------------------------------------------------------


class Key(NamedTuple):
    """A public key with its name, as name+id+key."""

    name: str
    key_id: bytes
    public: bytes


class Head(NamedTuple):
    """What a checkpoint says."""

    size: int
    root: bytes
    chain: bytes


def read_key(text: str) -> Key:
    """Read a verifier key."""
    try:
        name, key_id, key = text.strip().split("+", 2)
        data = base64.b64decode(key, validate=True)
        found = Key(name, bytes.fromhex(key_id), data[1:])
    except ValueError as error:
        raise Fault(f"this is no key: {text!r}") from error
    expected = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if data[:1] != b"\x01" or found.key_id != expected:
        raise Fault(f"the id of the key does not fit it: {text!r}")
    return found


def read_note(note: str, key: Key) -> Head:
    """Read a checkpoint and verify its signature."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) == SIGNATURE_WORDS and parts[0] == "\u2014" and parts[1] == key.name:
            try:
                data = base64.b64decode(parts[2], validate=True)
            except ValueError:
                continue
            if data[:4] == key.key_id and signed(key.public, text.encode(), data[4:]):
                break
    else:
        raise Fault("the checkpoint is not signed by the key")
    lines = text.splitlines()
    try:
        size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
        chain = bytes.fromhex(next(line for line in lines[3:] if line.startswith("chain "))[6:])
    except (IndexError, ValueError, StopIteration) as error:
        raise Fault("the checkpoint cannot be read") from error
    if lines[0] != key.name or len(root) != HASH or len(chain) != HASH or size < 0:
        raise Fault("the checkpoint cannot be read")
    return Head(size, root, chain)


# -- the register ------------------------------------------------------------------------------------------------------


def canonical(value: object) -> bytes:
    """Write a value as canonical JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Tree:
    """The Merkle tree of RFC 9162, leaf by leaf."""

    def __init__(self) -> None:
        self.whole: List[Tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf."""
        height = 0
        while self.whole and self.whole[-1][0] == height:
            leaf = hashlib.sha256(b"\x01" + self.whole.pop()[1] + leaf).digest()
            height += 1
        self.whole.append((height, leaf))

    def root(self) -> bytes:
        """Give the root."""
        if not self.whole:
            return hashlib.sha256(b"").digest()
        root = self.whole[-1][1]
        for _, left in reversed(self.whole[:-1]):
            root = hashlib.sha256(b"\x01" + left + root).digest()
        return root


class Result(NamedTuple):
    """What was verified."""

    size: int
    readable: int
    checkpoints: int
    root: bytes
    chain: bytes


def _leaf(line: Dict[str, object]) -> bytes:
    leaf = bytes.fromhex(str(line["leaf"]))
    if len(leaf) != HASH or str(line["leaf"]) != leaf.hex():
        raise Fault("the leaf is no SHA-256")
    if set(line) == {"seq", "leaf"}:
        return leaf
    if set(line) != {"seq", "leaf", "salt", "entry"}:
        raise Fault("the line has other fields than an entry")
    if hashlib.sha256(b"\x00" + bytes.fromhex(str(line["salt"])) + canonical(line["entry"])).digest() != leaf:
        raise Fault("the leaf is not the hash of the entry")
    return leaf


def _unique(pairs: List[Tuple[str, object]]) -> Dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


class Register:
    """The register as far as it has been read, and what it must agree with."""

    def __init__(self, notes: Iterable[str], key: Optional[str]) -> None:
        self.notes, self.named = list(notes), key
        self.key: Optional[Key] = None
        self.held: Dict[int, List[Head]] = {}
        self.tree, self.chain = Tree(), bytes(HASH)
        self.size = self.readable = self.checkpoints = 0
        self.ended = False

    def take(self, line: Dict[str, object]) -> None:
        """Take the next line."""
        if self.key is None:
            self._begin(line)
        elif self.ended:
            raise Fault("something stands after the end")
        elif "checkpoint" in line:
            if read_note(str(line["checkpoint"]), self.key) != self.head:
                raise Fault("the checkpoint is of another register")
            self.checkpoints += 1
        elif "head" in line:
            if line["head"] != {"size": self.size, "chain": self.chain.hex(), "root": self.tree.root().hex()}:
                raise Fault("the end names another head than the entries give")
            self.ended = True
        else:
            self._enter(line)

    def finish(self) -> Result:
        """Say what was verified, once all lines are taken."""
        if not self.ended:
            raise Fault("the end is missing")
        if missing := [length for length in self.held if length > self.size]:
            raise Fault(f"the export has {self.size} entries, and a checkpoint held before covers {max(missing)}")
        return Result(self.size, self.readable, self.checkpoints, self.tree.root(), self.chain)

    @property
    def head(self) -> Head:
        """Give the head of what was read so far."""
        return Head(self.size, self.tree.root(), self.chain)

    def _begin(self, line: Dict[str, object]) -> None:
        if line.get("format") != FORMAT:
            raise Fault("this is no export of a register")
        self.key = read_key(self.named or str(line["key"]))
        for note in self.notes:
            head = read_note(note, self.key)
            self.held.setdefault(head.size, []).append(head)
        self._compare()

    def _enter(self, line: Dict[str, object]) -> None:
        if line["seq"] != self.size + 1 or isinstance(line["seq"], bool):
            raise Fault(f"entry {self.size + 1} is missing: {line['seq']} stands in its place")
        leaf = _leaf(line)
        self.size, self.readable = self.size + 1, self.readable + ("entry" in line)
        self.chain = hashlib.sha256(b"\x02" + self.chain + leaf).digest()
        self.tree.add(leaf)
        self._compare()

    def _compare(self) -> None:
        if any(head != self.head for head in self.held.get(self.size, ())):
            raise Fault(f"the first {self.size} entries are not those of the checkpoint held before")


def verify(lines: Iterable[str], notes: Iterable[str] = (), key: Optional[str] = None) -> Result:
    """Verify an export line by line.

    Raises: Fault with the first thing that is wrong.
    """
    register, where = Register(notes, key), 0
    try:
        for where, text in enumerate(lines, 1):  # noqa: B007 - named in the message
            register.take(json.loads(text, object_pairs_hook=_unique))
        return register.finish()
    except Fault as fault:
        raise Fault(f"line {where}: {fault}") from fault
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault(f"line {where}: cannot be read ({error})") from error


def _read(name: str) -> str:
    return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")


def main() -> int:
    """Verify the file named on the command line and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("export", help="file of an export; - for standard input")
    parser.add_argument("--note", action="append", default=[], metavar="FILE", help="a checkpoint received earlier")
    parser.add_argument("--key", help="the key of the register, as name+id+key")
    options = parser.parse_args()
    try:
        notes = [_read(name) for name in options.note]
        result = verify(_read(options.export).splitlines(), notes, options.key)
    except OSError as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    except Fault as fault:
        print(f"NOT VERIFIED. {fault}")
        return 1
    print(f"Verified: {result.size} entries without a gap, {result.readable} of them readable here.")
    print(f"Checkpoints in the file: {result.checkpoints}. Checkpoints held before: {len(notes)}.")
    print(f"Root {result.root.hex()}, chain {result.chain.hex()}.")
    if not notes:
        print(
            "No earlier checkpoint was given: this shows that the file is consistent, not that nothing was rewritten."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
