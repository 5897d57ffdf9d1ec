"""A refusal as a person reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.verdict import Reason
from comity.policy import GroundKind, Text, UnknownError, WordingError, explain, facts_named, ground, pack, refusals
from comity.policy.explanation import named_by
from comity.policy.wording import fill, gaps

NAMES = {("party", "XA"): Text("Arcadia", "Arcadie")}
MORNING = datetime(2026, 1, 2, 8, 5, tzinfo=UTC)
SAMPLES: dict[str, object] = {
    "day": date(2026, 12, 1),
    "moment": datetime(2026, 11, 24, 16, 30, tzinfo=UTC),
    "second": datetime(2026, 11, 24, 16, 30, 1, tzinfo=UTC),
    "number": 1604,
    "money": {"minor": 123_456, "currency": "EUR"},
    "plural": 2,
    "framework": ["md", "ici"],
    "tool": "PARP",
    "format": "at-allies/28",
    "body": "council",
    "level": "restricted",
    "state": "draft",
    "role": "delegate",
    "consultation_state": "requested",
    "session_state": "planned",
    "concern_state": "raised",
    "fund_state": "running",
    "answer": "accepted",
    "part_of_request": ["subject", "participants"],
    "parity": "even",
    "arrangement": ["financial", "forces"],
    "talks": ["bilateral"],
    "assessment_state": "planned",
    "side": "partner",
    "clearance": "nc",
    "community": "framework:md",
    "field": ["title", "dates"],
    "party": "XA",
    "consideration": ["values", "support"],
    "": "PCM-0455",
}


def names(kind: str, value: str) -> Text | str:
    return NAMES.get((kind, value), value)


def say(template: str, locale: str = "en", /, **facts: object) -> str:
    return fill(template, facts, locale, named_by(pack(), names))


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("code", sorted(refusals()))
def test_every_refusal_can_be_explained(code: str, locale: str) -> None:
    facts = {name: SAMPLES[kind] for name, kind in facts_named(refusals()[code]).items()}
    explained = explain(Reason(code, facts), locale, names)
    assert explained.title
    assert explained.ground.text
    assert "{" not in explained.title + explained.facts + explained.unblock


def test_the_five_parts_in_english() -> None:
    facts = {"code": "PCM-0455", "frameworks": ["md"], "party": "XA", "on": date(2026, 12, 1)}
    explained = explain(Reason("menu.not_open_to_framework", facts), "en", names)
    assert explained.title == "Not open: this activity belongs to another framework"
    assert explained.facts.endswith("reserved for Mediterranean Dialogue; Arcadia is not a member on 1 December 2026.")
    assert explained.ground.ref == "P§7"
    assert explained.ground.kind is GroundKind.PARAGRAPH
    assert explained.ground.anchor == "p7"
    assert explained.next is not None
    assert explained.next.to == "request"
    assert explained.alternative is not None


def test_the_same_refusal_reads_the_same_when_it_comes_back_from_the_register() -> None:
    moment = datetime(2026, 11, 24, 16, 30, 1, tzinfo=UTC)
    reason = Reason("decisions.silence_expired", {"ended_at": moment, "received_at": moment})
    stored = json.loads(json.dumps(dict(reason.params), default=datetime.isoformat))
    for locale in ("en", "fr"):
        restored = explain(Reason(reason.code, stored), locale)
        assert replace(restored, params=reason.params) == explain(reason, locale)


def test_a_working_rule_is_shown_with_its_owner_and_date() -> None:
    shown = ground("W-31", "fr")
    assert shown.kind is GroundKind.RULE
    assert shown.label == (
        "Règle de travail W-31, fixée par\u00a0: "
        "secrétariat du Conseil, Secrétariat international, le 24\u00a0novembre 2026"
    )
    assert shown.owner
    assert shown.set_on == date(2026, 11, 24)
    assert ground("P§7c(v)", "en").label == "Partnership policy, paragraph 7c(v)"


def test_a_missing_fact_is_named_with_the_code() -> None:
    with pytest.raises(WordingError, match=r"nominations\.seats_full: missing facts taken"):
        explain(Reason("nominations.seats_full", MappingProxyType({"seats": 4})), "en")


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(UnknownError, match=r"menu\.nonsense"):
        explain(Reason("menu.nonsense"), "en")


def test_facts_that_a_sentence_does_not_name_do_no_harm() -> None:
    assert explain(Reason("nominations.seats_full", {"taken": 4, "seats": 4, "other": object()}), "en").facts


@pytest.mark.parametrize(
    ("template", "locale", "facts", "said"),
    [
        ("{n:number}", "en", {"n": 1604}, "1,604"),
        ("{n:money}", "en", {"n": {"minor": 123_456, "currency": "USD"}}, "USD\xa01,234.56"),
        ("{n:number}", "fr", {"n": 1604}, "1\u202f604"),
        ("{n}", "en", {"n": Decimal("1.5")}, "1.5"),
        ("{n:number}", "fr", {"n": "1.5"}, "1,5"),
        ("{n:plural|one seat|# seats}", "en", {"n": 1}, "one seat"),
        ("{n:plural|one seat|# seats}", "en", {"n": 0}, "0 seats"),
        ("{n:plural|# place|# places}", "fr", {"n": 0}, "0 place"),
        ("{n:plural|# place|# places}", "fr", {"n": "2"}, "2 places"),
        ("{d:day}", "fr", {"d": date(2026, 12, 1)}, "1er\u00a0décembre 2026"),
        ("{d}", "en", {"d": date(2026, 12, 1)}, "1 December 2026"),
        ("{d:day}", "en", {"d": "2026-12-31T23:30:00+00:00"}, "1 January 2027"),
        ("{d:day}", "en", {"d": datetime(2026, 12, 31, 23, 30, tzinfo=UTC)}, "1 January 2027"),
        ("{t:moment}", "en", {"t": "2026-07-01T16:00:00+00:00"}, "1 July 2026 at 18:00 (Brussels time)"),
        (
            "{t}",
            "fr",
            {"t": MORNING},
            "2\u00a0janvier 2026 à 9\u00a0h\u00a005 (heure de Bruxelles)",
        ),
        ("{p:party}", "fr", {"p": "XA"}, "Arcadie"),
        ("{p:party}", "fr", {"p": "XQ"}, "XQ"),
        (
            "{f:framework}",
            "en",
            {"f": ("md", "ici")},
            "Mediterranean Dialogue and Istanbul Cooperation Initiative",
        ),
        ("{f:format}", "fr", {"f": "at-allies/28"}, "à 28"),
        ("{x:area}", "fr", {"x": Text("Anything", "N’importe quoi")}, "N’importe quoi"),
        ("{x}", "fr", {"x": Text("Anything", "N’importe quoi")}, "N’importe quoi"),
        ("{x}", "en", {"x": frozenset({"b", "a"})}, "a and b"),
    ],
)
def test_facts_are_written_as_the_language_writes_them(
    template: str, locale: str, facts: dict[str, object], said: str
) -> None:
    assert say(template, locale, **facts) == said


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("{x}", None),
        ("{x}", True),
        ("{x:number}", True),
        ("{x:number}", "many"),
        ("{x:plural|a|b}", "many"),
        ("{x:plural|a}", 1),
        ("{x:day}", "soon"),
        ("{x:moment}", "2026-01-01T00:00:00"),
        ("{x:framework}", "warsaw"),
        ("{x:state}", "confused"),
        ("{x}", []),
    ],
)
def test_a_fact_that_cannot_be_written_is_named(template: str, value: object) -> None:
    with pytest.raises(WordingError, match="x="):
        say(template, x=value)


def test_one_fact_cannot_be_two_kinds_of_thing() -> None:
    with pytest.raises(WordingError, match="both"):
        gaps("{x:day} {x:party}")
    assert gaps("{x:number} {x:plural|a|b}") == {"x": "plural"}


@given(st.text())
def test_what_a_person_wrote_is_never_read_as_a_gap(words: str) -> None:
    assert say("{a} {b}", a="{b}", b=words) == say("{b} {a}", b="{b}", a=words)
    assert say("{a}", a="{a.__class__}") == "{a.__class__}"


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["en", "fr", "fr-BE", "ar"]))
def test_every_count_can_be_said(count: int, locale: str) -> None:
    assert say("{n:plural|one|#}", locale, n=count)
