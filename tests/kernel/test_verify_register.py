"""The register written out and verified by a program that knows nothing of ours: tampering is found, whatever it is."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.test.utils import override_settings
from hypothesis import given
from hypothesis import strategies as st

from comity.core.actor import CLOCK
from comity.kernel import checkpoints, exports, merkle, register
from comity.kernel.models import Checkpoint, Entry

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "verify_register.py"
SEED = 20261124
TAMPERINGS = 500


def _load() -> ModuleType:
    spec = spec_from_file_location("verify_register", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["verify_register"] = module
    spec.loader.exec_module(module)
    return module


verifier = _load()


@dataclass(frozen=True, slots=True)
class Happened:
    what: str


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_REGISTER_KEY", base64.b64encode(bytes(range(32))).decode())


def enter(count: int, *, audience: str = "public", since: datetime = NOW) -> None:
    for number in range(count):
        register.enter(
            actor=CLOCK,
            verb="test.happen",
            about=f"thing:{number}",
            audience=[audience],
            event=Happened(f"n° {number} — é"),
            now=since + timedelta(seconds=number),
        )


def written(*communities: str) -> list[str]:
    stream = io.StringIO()
    exports.export(stream, communities)
    return stream.getvalue().splitlines()


@pytest.fixture
def whole(db: None) -> tuple[list[str], str]:
    """An export with open and closed entries and three checkpoints, and the newest checkpoint, as held elsewhere."""
    for round_ in range(3):
        enter(7, since=NOW + timedelta(hours=round_))
        enter(4, audience="staff", since=NOW + timedelta(hours=round_))
        assert checkpoints.make(NOW + timedelta(hours=round_))
    newest = checkpoints.latest()
    assert newest is not None
    return written("public"), newest.note


# -- what is true verifies ---------------------------------------------------------------------------------------------


def test_an_export_verifies_and_keeps_closed_what_the_reader_may_not_see(whole: tuple[list[str], str]) -> None:
    lines, note = whole
    result = verifier.verify(lines, [note])
    assert (result.size, result.readable, result.checkpoints) == (33, 21, 3)
    closed = [json.loads(line) for line in lines if '"seq"' in line and '"entry"' not in line]
    assert len(closed) == 12
    assert all(set(line) == {"seq", "leaf"} for line in closed)


def test_who_may_see_all_gets_all_on_the_same_tree(whole: tuple[list[str], str]) -> None:
    lines, note = whole
    everything = verifier.verify(written("public", "staff"), [note])
    assert everything.readable == everything.size == 33
    assert everything.root == verifier.verify(lines).root


def test_older_checkpoints_hold_after_the_register_has_grown(whole: tuple[list[str], str]) -> None:
    enter(5)
    register.seal()
    notes = list(Checkpoint.objects.values_list("note", flat=True))
    assert verifier.verify(written("public"), notes).size == 38


def test_the_stand_alone_program_says_so(whole: tuple[list[str], str], tmp_path: Path) -> None:
    lines, note = whole
    (tmp_path / "export.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "note").write_text(note, encoding="utf-8")
    program = [sys.executable, "-I", str(SCRIPT), "export.jsonl", "--note", "note"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "33 entries without a gap, 21 of them readable" in done.stdout
    lines[5] = lines[5].replace("test.happen", "test.hidden")
    (tmp_path / "export.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "NOT VERIFIED. line 6: the leaf is not the hash of the entry" in done.stdout
    done = subprocess.run([*program[:3], "nowhere"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2


# -- what is not true does not -----------------------------------------------------------------------------------------


def reseal(lines: list[str]) -> list[str]:
    """What somebody who holds the database, but neither the key nor what others hold, would do: make it consistent."""
    found: list[str] = []
    tree, chain, size = merkle.Tree(), register.GENESIS, 0
    for text in lines:
        line: dict[str, Any] = json.loads(text)
        if "seq" in line:
            size += 1
            line["seq"] = size
            if "entry" in line:
                salt = bytes.fromhex(line["salt"])
                line["leaf"] = hashlib.sha256(b"\x00" + salt + register.canonical(line["entry"])).hexdigest()
            leaf = bytes.fromhex(line["leaf"])
            tree.add(leaf)
            chain = register.link(chain, leaf)
        elif "checkpoint" in line:
            continue
        elif "head" in line:
            line["head"] = {"size": size, "chain": chain.hex(), "root": tree.root.hex()}
        found.append(json.dumps(line, ensure_ascii=False))
    return found


def entries(lines: list[str]) -> list[Any]:
    """What a file says about entries, however it is written; a line that cannot be read stands for itself."""
    found: list[Any] = []
    for line in lines:
        try:
            read = json.loads(line)
        except ValueError:
            read = {"seq": line}
        if "seq" in read or "entry" in read:
            found.append(read)
    return found


def tamper(lines: list[str], chance: random.Random) -> tuple[str, list[str]]:
    """One of the ways in which a register can be falsified, at a random place."""
    found = list(lines)
    places = [number for number, line in enumerate(found) if '"seq"' in line]
    way = chance.choice(["flip", "delete", "insert", "reorder", "truncate"])
    if way == "flip":
        place = chance.choice(places)
        line = found[place]
        spot = chance.choice([i for i, letter in enumerate(line) if letter.isalnum()])
        other = chance.choice([letter for letter in "0123456789abcdef" if letter != line[spot].lower()])
        found[place] = line[:spot] + other + line[spot + 1 :]
    elif way == "delete":
        del found[chance.choice(places)]
    elif way == "insert":
        found.insert(chance.choice(places), found[chance.choice(places)])
    elif way == "reorder":
        one, other_place = chance.sample(places, 2)
        found[one], found[other_place] = found[other_place], found[one]
    else:
        cut = chance.choice(places)
        found = found[:cut] + found[-1:]
    if chance.random() < 0.5:
        try:
            found = reseal(found)
            way += ", resealed"
        except (ValueError, KeyError):
            pass  # a flip in the grammar of the file cannot be resealed
    return way, found


@pytest.mark.slow
def test_every_tampering_is_found_given_an_earlier_head(whole: tuple[list[str], str]) -> None:
    lines, note = whole
    chance = random.Random(SEED)  # noqa: S311 - the seed makes it repeatable
    seen: dict[str, int] = {}
    for _ in range(TAMPERINGS):
        way, found = tamper(lines, chance)
        if entries(found) == entries(lines):
            continue  # a flipped number or leaf that resealing has put right again
        seen[way] = seen.get(way, 0) + 1
        with pytest.raises(verifier.Fault, match=r"^line "):
            verifier.verify(found, [note])
    assert len(seen) >= 9, seen
    assert sum(seen.values()) >= TAMPERINGS * 0.9


def test_without_a_head_held_elsewhere_a_resealed_forgery_passes(whole: tuple[list[str], str]) -> None:
    """The negative control, and the truth that docs/running.md tells: the head held by others is what binds."""
    lines, note = whole
    forged = reseal([line.replace("test.happen", "test.forged") for line in lines])
    assert verifier.verify(forged).size == 33
    with pytest.raises(verifier.Fault, match="not those of the checkpoint held before"):
        verifier.verify(forged, [note])


def test_a_checkpoint_of_another_key_is_not_believed(
    whole: tuple[list[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, note = whole
    monkeypatch.setenv("COMITY_REGISTER_KEY", base64.b64encode(bytes(32)).decode())
    other = checkpoints.signer()
    with pytest.raises(verifier.Fault, match="not signed by the key"):
        verifier.verify(lines, [note], other.verifier)
    forged = other.sign(note.rpartition("\n\n")[0] + "\n")
    with pytest.raises(verifier.Fault, match="not signed by the key"):
        verifier.verify(lines, [forged])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1:], "no export of a register"),
        (lambda lines: lines[:-1], "the end is missing"),
        (lambda lines: [*lines, lines[1]], "after the end"),
        (lambda lines: [*lines[:3], lines[3].replace('"seq":', '"seq":1,"seq":'), *lines[4:]], "stands twice"),
        (lambda lines: [*lines[:3], "{", *lines[4:]], "cannot be read"),
        (lambda lines: [lines[0], lines[1].replace('"leaf"', '"more":1,"leaf"'), *lines[2:]], "other fields"),
    ],
)
def test_what_is_no_export_is_said_to_be_none(whole: tuple[list[str], str], change: Any, said: str) -> None:
    with pytest.raises(verifier.Fault, match=said):
        verifier.verify(change(whole[0]))


# -- the parts ---------------------------------------------------------------------------------------------------------


@given(leaves=st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_tree_is_that_of_rfc_9162(leaves: list[bytes]) -> None:
    def oracle(part: list[bytes]) -> bytes:
        if not part:
            return hashlib.sha256(b"").digest()
        if len(part) == 1:
            return part[0]
        split = 1 << ((len(part) - 1).bit_length() - 1)
        return hashlib.sha256(b"\x01" + oracle(part[:split]) + oracle(part[split:])).digest()

    theirs = verifier.Tree()
    for leaf in leaves:
        theirs.add(leaf)
    assert merkle.root_of(leaves) == theirs.root() == oracle(leaves)


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200), place=st.integers(0, 511))
def test_the_pure_signature_check_agrees_with_a_well_kept_library(seed: bytes, message: bytes, place: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes_raw()
    signature = key.sign(message)
    assert verifier.signed(public, message, signature)
    wrong = bytearray(signature)
    wrong[place // 8] ^= 1 << place % 8
    assert not verifier.signed(public, message, bytes(wrong))
    assert not verifier.signed(public, message + b"x", signature)


@pytest.mark.django_db
def test_the_clock_makes_a_checkpoint_an_hour_and_none_for_nothing_new() -> None:
    assert checkpoints.hourly(NOW) is None
    enter(1)
    first = checkpoints.hourly(NOW)
    assert first is not None
    assert first.seq == 1
    enter(1)
    assert checkpoints.hourly(NOW + timedelta(minutes=59)) is None
    second = checkpoints.hourly(NOW + timedelta(minutes=60))
    assert second is not None
    assert second.seq == 2
    assert checkpoints.make(NOW + timedelta(hours=9)) is None
    assert Entry.objects.filter(seal__isnull=True).count() == 0


@pytest.mark.django_db
def test_the_key_lies_outside_the_database_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COMITY_REGISTER_KEY")
    with override_settings(VAR=tmp_path / "new"):
        made = checkpoints.signer()
        path = tmp_path / "new" / "register.key"
        assert path.stat().st_mode & 0o777 == 0o600
        assert checkpoints.signer().public == made.public
        path.chmod(0o644)
        with pytest.raises(ImproperlyConfigured, match="others may read"):
            checkpoints.signer()
    monkeypatch.setenv("COMITY_REGISTER_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match=r"instead of 32|not base64"):
        checkpoints.signer()
