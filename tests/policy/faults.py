"""What can be wrong with the texts of the policy, each as a function that lists the faults it finds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256

from comity.policy.model import Refusal
from comity.policy.text import Text, typeset
from comity.policy.wording import gaps

RUN = 8
_GAP = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def texts(thing: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """This will walk through anything and give every text in it with its place."""
    if isinstance(thing, Text):
        yield where, thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name), f"{where}.{field.name}".lstrip("."))
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from texts(value, f"{where}[{key}]")
    elif isinstance(thing, (list, tuple)):
        for position, value in enumerate(thing):
            yield from texts(value, f"{where}[{position}]")


def shingles(text: str) -> set[str]:
    """This will give a short hash of every run of eight words, whatever their case and punctuation."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return {sha256(run.encode()).hexdigest()[:12] for run in runs}


def copied(text: str, official: Collection[str]) -> list[str]:
    """This will list the runs of eight words that also stand in the official text."""
    if shingles(text).isdisjoint(official):
        return []
    words = _WORD.findall(text)
    runs = [" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]
    return [run for run in runs if not shingles(run).isdisjoint(official)]


def incomplete(text: Text) -> list[str]:
    """This will find a text that is empty in a language, or the same sentence in both."""
    found = [f"nothing in {name}" for name, said in (("en", text.en), ("fr", text.fr)) if not said.strip()]
    if text.en == text.fr and len(text.en.split()) > 4:
        found.append("the French is the English")
    return found


def french_faults(french: str) -> list[str]:
    """This will find French that is not set as French is set."""
    said = _GAP.sub("x", french)
    found = []
    if re.search(r"(?:(?<=\s)|^)(?<!\u00a0)[;:?!»]|[^\s\u00a0][;?!»]|[^\W\d_]:", said):
        found.append("no no-break space before ; : ? ! »")
    if re.search(r"«(?!\u00a0)", said):
        found.append("no no-break space after «")
    if re.search(r"\w'\w", said):
        found.append("typewriter apostrophe")
    if re.search(r"[“”]|\"", said):
        found.append("English quotation marks")
    if re.search(r"  |\s$|^\s", said):
        found.append("stray space")
    if typeset(french, "fr") != french:
        found.append("not typeset")
    if re.search(r"(?<![(])(?<!: )(?<!«\u00a0)\{\w+:party\}", french):
        found.append("a party's name needs brackets, a colon or quotation marks before it: it comes without an article")
    return found


def gap_faults(text: Text) -> list[str]:
    """This will find a sentence that names other facts in one language than in the other."""
    return [] if gaps(text.en) == gaps(text.fr) else [f"{gaps(text.en)} against {gaps(text.fr)}"]


def ground_faults(
    refusal: Refusal, clauses: Collection[str], rules: Collection[str], reasons: Mapping[str, str]
) -> list[str]:
    """This will find a ground that does not exist, or a paragraph cited without a reason why it says so."""
    if refusal.ground.startswith("W-"):
        found = [] if refusal.ground in rules else [f"there is no rule {refusal.ground}"]
        return [*found, "has a reason for a paragraph that it does not cite"] if refusal.code in reasons else found
    if refusal.ground not in clauses:
        return [f"there is no paragraph {refusal.ground}"]
    cited = reasons.get(refusal.code, "")
    return [] if cited.startswith(f"{refusal.ground}:") else [f"no reason is given why {refusal.ground} says so"]
