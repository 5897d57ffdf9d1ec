"""The register written out, one JSON object a line, so that anybody can check it without this program.

What the reader may see is written in full; of everything else only the leaf hash, a salted commitment, so that numbers,
chain and tree still verify. `scripts/verify_register.py` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from comity.kernel import checkpoints, register
from comity.kernel.merkle import Tree
from comity.kernel.models import Checkpoint, Seal
from comity.kernel.progress import Progress, unheard
from comity.kernel.scope import as_system, reading

FORMAT = "comity-register-1"
BATCH = 5_000


def export(stream: TextIO, communities: Iterable[str], *, progress: Progress = unheard) -> int:
    """This will write the sealed register as far as the communities may read it, and give the number of entries."""
    count = 0
    for line in lines(communities, progress=progress):
        count += "leaf" in line
        stream.write(json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
    return count


def lines(communities: Iterable[str], *, progress: Progress = unheard) -> Iterator[dict[str, Any]]:
    """This will give the lines of an export in order: a head, entries, checkpoints after what they cover, an end."""
    readers = frozenset(communities)
    with as_system():
        newest = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        notes = dict(Checkpoint.objects.filter(seq__lte=newest).values_list("seq", "note"))
    key = checkpoints.signer()
    yield {"format": FORMAT, "origin": key.name, "key": key.verifier}
    tree, chain = Tree(), register.GENESIS
    for start in range(0, newest, BATCH):
        for line in _batch(start, min(start + BATCH, newest), readers):
            leaf = bytes.fromhex(line["leaf"])
            chain = register.link(chain, leaf)
            tree.add(leaf)
            yield line
            if note := notes.get(line["seq"]):
                yield {"checkpoint": note}
        progress("register", min(start + BATCH, newest), newest)
    yield {"head": {"size": newest, "chain": chain.hex(), "root": tree.root.hex()}}


def _batch(after: int, until: int, readers: frozenset[str]) -> list[dict[str, Any]]:
    """This will write some entries: all leaves, and in full those that the readers may see (the database decides)."""
    wanted = {"seq__gt": after, "seq__lte": until}
    with as_system():
        leaves = list(Seal.objects.filter(**wanted).order_by("seq").values_list("seq", "leaf"))
    with reading(readers):
        seen = {seal.seq: seal.entry for seal in Seal.objects.filter(**wanted).select_related("entry")}
    found = []
    for seq, leaf in leaves:
        line: dict[str, Any] = {"seq": seq, "leaf": bytes(leaf).hex()}
        if seq in seen:
            line |= {"salt": bytes(seen[seq].salt).hex(), "entry": register.payload(seen[seq])}
        found.append(line)
    return found
