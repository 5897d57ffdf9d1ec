"""Law: what somebody may not see is, at the gate, as good as absent: the same verdict, the same recorded refusal."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from comity.consultations import actions as consultations
from comity.core.actor import Actor, Role
from comity.kernel import sight
from comity.kernel.action import ACTIONS, Gone, Refused
from comity.menu.models import Activity, Course
from comity.people.models import Appointment
from comity.programmes import actions as programmes
from comity.programmes.models import Comment, Goal, Help, Programme, Remark
from tests import factories as make
from tests.consultations import formats as talks
from tests.menu import make as menu
from tests.nominations import world as lists
from tests.programmes import plans
from tests.programmes import world as texts

pytestmark = pytest.mark.django_db

HOUSES = (
    "parties",
    "people",
    "documents",
    "decisions",
    "menu",
    "programmes",
    "engagement",
    "operations",
    "presence",
    "science",
    "education",
    "nominations",
    "feedback",
    "consultations",
    "ledger",
    "trust_funds",
)
for house in HOUSES:
    importlib.import_module(f"comity.{house}.actions")


@dataclass(frozen=True)
class Asked:
    """An input that names another row: who types it, on what, one that is hidden from them and one that is nowhere."""

    action: str
    input: str
    row: str
    actor: str
    hidden: Any
    absent: Any
    more: Mapping[str, Any] = field(default_factory=dict)


def _each(inputs: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """This will give verbs with what else they are given."""
    yield from inputs.items()


BASE = {"base": 1}
SPAN = {"since_on": make.NOW.date(), "until_on": None}
YEARS = {"kind": "IPCP", "first_year": 2030, "last_year": 2031}

TABLE = (
    # An activity or a course that has not been published, and a course that is the staff's alone.
    Asked("menu.offer", "course", "party", "lars", "CRS-HIDDEN", "CRS-NONE", {"provider": "TXD", "values": menu.WHOLE}),
    Asked("menu.retire", "replacement", "activity", "lars", "PCM-7001", "PCM-7999", {"reason": "It is old."}),
    Asked("menu.retire_course", "replacement", "course", "manager", "CRS-HIDDEN", "CRS-NONE", {"reason": "It is old."}),
    Asked("programmes.choose_activity", "activity", "draft", "aissata", "PCM-7002", "PCM-7999", {"goal": 1}),
    Asked("programmes.drop_activity", "activity", "draft", "aissata", "PCM-7002", "PCM-7999"),
    Asked("programmes.turn_down_activity", "activity", "draft", "aissata", "PCM-7002", "PCM-7999", {"reason": "No."}),
    # A name that another party put forward.
    *(
        Asked(f"nominations.{verb}", "number", "activity", "aissata", 1, 99, more)
        for verb, more in _each({
            "attend": {},
            "confirm": {},
            "decline": {"reason": "No."},
            "exchange": {"person": lists.person("Other")},
            "miss": {},
            "receive": {},
            "rejoin": {},
            "withdraw": {},
        })
    ),
    # Somebody who acts for another party.
    Asked("people.appoint", "email", "own", "head", "hidden@example.test", "nobody@example.test",
          {"role": Role.MISSION_OFFICER, "since_on": make.NOW.date()}),
    Asked("people.deputise", "person_id", "post", "head", "stranger", 999_999, SPAN),
    Asked("people.hand_over", "person_id", "post", "head", "stranger", 999_999, {"on": make.NOW.date()}),
    # What the other side has in work: a paragraph, a goal, a comment, an earlier programme.
    *(
        Asked(f"programmes.{verb}", "paragraph", "programme", "aissata", "1.2", "1.99", more)
        for verb, more in _each({
            "agree_paragraph": BASE,
            "bracket": {**BASE, "text": "Other words."},
            "comment": {"text": "Why?"},
            "delete": BASE,
            "reopen_paragraph": {"reason": "New facts."},
            "resolve": {**BASE, "choice": 0, "keep": 0},
            "write": {**BASE, "text": "Other words."},
        })
    ),
    Asked("programmes.insert", "after", "programme", "aissata", "1.2", "1.99", {"section": 1, "text": "More."}),
    Asked("programmes.carry_goal", "goal", "programme", "aissata", 2, 99),
    Asked("programmes.drop_goal", "goal", "programme", "aissata", 2, 99),
    Asked("programmes.choose_activity", "goal", "programme", "aissata", 2, 99, {"activity": "PCM-0455"}),
    Asked("programmes.dispose", "comment", "programme", "aissata", "comment", 999_999, {"disposition": "accepted"}),
    Asked("programmes.drop_comment", "remark", "programme", "aissata", "remark", 999_999),
    # A concern that another partner has raised.
    Asked("consultations.request", "concern", "own", "aissata", "2026-001", "2026-999", talks.ASKED),
    Asked("programmes.change_action", "number", "plan", "aissata", 2, 99, {"planned": ()}),
    Asked("programmes.drop_action", "number", "plan", "aissata", 2, 99),
    Asked("programmes.report_actions", "numbers", "plan", "aissata", (2,), (99,), {"state": "done"}),
    Asked("programmes.offer_help", "number", "plan", "aissata", 2, 99, {"text": "Help."}),
    Asked("programmes.accept_help", "help", "plan", "aissata", "help", 999_999),
    Asked("programmes.end_help", "help", "plan", "aissata", "help", 999_999),
    Asked("programmes.begin", "follows", "own", "jana", "XA/ipcp/2024-25", "XA/ipcp/2020-21", YEARS),
)  # fmt: skip

WORDS = "it is kept as it was written, or counted, and looks nothing up"
OWN_PART = "it names a part of the very row on which is acted, and who sees the row sees its parts"
BOOKS = "the resources officer alone enters, and reads every line and every invoice"
OPEN_LIST = "it names a line of a list that is open to all: parties, providers, frameworks, tools, types, roles"
KEPT = """
answer amendment changes decision density first_year given ground kept language last_year locale marks measure meeting
name name_en name_fr note note_en note_fr notes objectives percent reason refusal summary tasks text time_zone title
title_en title_fr values waiting ways query areas about
answers held_in team words
aims path place purpose reference subject subjects towards
contributor currency earmark key label minor office original period readers subject_ref
remarks mark evidence euros spent institution kinds priorities priority length end_users collaborators budget directors
agenda aim elsewhere event finding identifier infos minutes refers_to sender source subject_en
subject_fr text_en text_fr
agent aim_en aim_fr amount cost evidence months others parts report study target threshold
remarks waits_for
"""
FREE_INPUTS = {
    **dict.fromkeys(KEPT.split(), WORDS),
    **dict.fromkeys(["base", "choice", "keep", "line", "lines", "phase", "section", "version"], OWN_PART),
    **dict.fromkeys(
        [
            *("community", "kind", "nations", "party", "provider", "to", "tool"),
            *("area", "body", "framework", "nation", "owner", "participants"),
        ],
        OPEN_LIST,
    ),
}
FREE = {
    ("menu.save_draft", "draft"): "it names a draft of the actor's own party; any other number begins a new one",
    ("menu.save_draft", "fields"): WORDS,
    ("programmes.carry_actions", "numbers"): "it names actions of a plan that was in force, which both sides read",
    ("parties.enter_embassy", "ally"): OPEN_LIST,
    ("parties.list_provider", "code"): "only the staff lists providers, and it reads them all",
    ("engagement.plan", "activity"): WORDS,
    ("education.apply", "case"): WORDS,
    ("education.assess", "findings"): WORDS,
    ("education.turn_down", "findings"): WORDS,
    ("education.answer_integrity", "answers"): WORDS,
    ("education.write_finding", "advice"): WORDS,
    ("education.comment_finding", "comment"): WORDS,
    **dict.fromkeys([("education.add_measure", "office"), ("education.change_measure", "office")], WORDS),
    ("education.name_expert", "person"): "only the desk names experts, and the address was asked as the reader",
    ("education.state_need", "people"): WORDS,
    ("education.offer", "people"): WORDS,
    ("education.offer", "frameworks"): OPEN_LIST,
    ("education.propose_match", "offer"): "offers are read by all who have signed in, and nobody else reaches the gate",
    ("education.propose_match", "people"): WORDS,
    ("education.confirm", "people"): WORDS,
    **dict.fromkeys(
        [
            ("education.ask_support", "case"),
            ("education.ask_support", "from_year"),
            ("education.ask_support", "years"),
            ("education.assess_school", "findings"),
            ("education.set_years", "from_year"),
            ("education.set_years", "years"),
            ("education.contribute", "teachers"),
            ("education.report_event", "people"),
            ("education.report_event", "report"),
            ("education.review_year", "year"),
            ("education.close_support", "lasting"),
        ],
        WORDS,
    ),
    **dict.fromkeys(
        [
            *(("education." + verb, "objective") for verb in ("drop_objective", "plan_event")),
            *(("education." + verb, "event") for verb in ("contribute", "drop_event", "report_event", "take_back")),
            ("education.report_event", "came"),
        ],
        OWN_PART,
    ),
    ("operations.link", "code"): "only the desk names one, and it is known only as the row that the reader found",
    ("operations.plan", "code"): "operations are listed for all who have signed in",
    ("presence.open_bidding", "hosts"): OPEN_LIST,
    ("presence.bid", "host"): OPEN_LIST,
    ("presence.bid", "others"): OPEN_LIST,
    ("presence.bid", "offer"): WORDS,
    (
        "presence.notify",
        "email",
    ): "it names whom the letter names; who has that address is looked up only to refuse oneself",
    ("presence.notify", "letter"): WORDS,
    ("presence.notify", "other_posts"): WORDS,
    ("presence.accept", "reply"): WORDS,
    ("presence.open_file", "outgoing"): OPEN_LIST,
    ("presence.open_file", "incoming"): OPEN_LIST,
    ("presence.add", "details"): WORDS,
    ("presence.ask_more", "missing"): WORDS,
    ("presence.log", "reached"): WORDS,
    ("science.assign", "reviewer"): "only the desk asks reviewers, and it reads the whole list",
    ("science.score", "scores"): WORDS,
    ("feedback.propose_verdict", "change"): WORDS,
    ("feedback.account_for", "freed"): WORDS,
    ("science.ask_payment", "heading"): "it names a heading of the grant's own budget",
    ("nominations.grant", "numbers"): "the system alone may give seats by a round, and asks for nobody",
    ("feedback.prune", "replacement"): "only the staff prunes, and it reads the whole menu",
    **dict.fromkeys(
        [
            *((f"ledger.{verb}", "commitment") for verb in ("oblige", "pay", "release")),
            *((f"ledger.{verb}", "contribution") for verb in ("lapse", "receive", "sign")),
            ("ledger.reverse", "number"),
        ],
        OWN_PART,
    ),
    ("ledger.open_line", "code"): BOOKS,
    ("ledger.pay", "invoice"): BOOKS,
    ("ledger.pay", "supplier"): BOOKS,
    ("people.make_key", "digest"): "what is drawn by lot is kept, and nothing is looked up by it",
    ("people.make_key", "begins"): "what is drawn by lot is kept, and nothing is looked up by it",
    ("nominations.expire", "number"): "only the clock ends an offer",
    (
        "nominations.nominate",
        "goal",
    ): "it names a goal of the actor's own party, which the rule asks first",
}


@dataclass
class World:
    """Rows by the names that the table uses."""

    rows: dict[str, Any]
    actors: dict[str, Actor]

    def value(self, given: Any) -> Any:
        """This will give the number of a row of this world, or what the table says."""
        return self.rows[given].pk if given in {"stranger", "comment", "help", "remark"} else given


def built() -> World:
    """A partner's programme that the staff has in work, a list with a name of another party, and hidden offers."""
    cast = lists.cast()
    make.party("FR")
    cast_of_texts = texts.cast()
    activity = lists.activity()
    lists.put_forward(cast, activity, "XB")
    for number in (7001, 7002):
        lists.activity(number, state="offered", published_at=None, audience=["staff" if number == 7001 else "party:XD"])
    course = menu.course("XD", title_en="Ours")
    hidden = menu.course("XD", title_en="Hidden")
    Course.objects.filter(pk=hidden.pk).update(code="CRS-HIDDEN", audience=["party:XC"])
    programme = texts.in_review(cast_of_texts)
    programmes.insert(programme, cast_of_texts.jana, make.NOW, section=1, text="A point of the staff.")
    programmes.add_goal(texts.row(), cast_of_texts.jana, make.NOW, title="A goal of the staff", areas=("defence",))
    comment = Comment.objects.create(
        programme=programme, side="staff", party="IS", person_id=1, version=1, text="Hidden.", sent_at=make.NOW,
        audience=["staff"],
    )  # fmt: skip
    remark = Remark.objects.create(
        programme=programme, side="staff", purpose="pending", text="Inside.", person_id=1, at=make.NOW,
        audience=["staff"],
    )  # fmt: skip
    begun = programmes.begin(
        make.party("XA"), cast_of_texts.aissata, make.NOW, kind="IPCP", first_year=2024, last_year=2025
    )
    draft = Programme.objects.get(code=begun.programme)
    assert draft.audience == ["party:XA"]
    programmes.carry_goal(draft, cast_of_texts.aissata, make.NOW, goal=1)
    plan = plans.agreed(cast_of_texts)
    programmes.withdraw_agreement(plan, cast_of_texts.jana, make.NOW)
    for more in plans.planned(1, goal=Goal.objects.latest("pk").number):
        programmes.plan_actions(texts.row(plans.CODE), cast_of_texts.jana, make.NOW, planned=(more,))
    offered = Help.objects.create(
        programme=plan, number=1, ally=make.party("FR"), text="Inside.", offered_at=make.NOW, audience=["staff"]
    )
    raising = make.actor_of(make.account("XB", Role.MISSION_OFFICER))
    consultations.raise_concern(make.party("XB"), raising, make.NOW, title="Hidden", text="For Allies and the staff.")
    head = make.account("XA", Role.HEAD_OF_MISSION)
    make.account("XB", Role.MISSION_OFFICER, email="hidden@example.test")
    stranger = make.account("XB", Role.MISSION_OFFICER)
    stranger.person.email = "hidden@example.test"
    stranger.person.save()
    rows = {
        "party": make.party("XD"),
        "own": make.party("XA"),
        "activity": activity,
        "course": course,
        "programme": texts.row(),
        "draft": draft,
        "comment": comment,
        "plan": texts.row(plans.CODE),
        "help": offered,
        "remark": remark,
        "stranger": stranger.person,
        "post": Appointment.objects.filter(party__code="XA", role=Role.MISSION_OFFICER.value).earliest("pk"),
    }
    actors = {
        "lars": cast.lars,
        "manager": cast.manager,
        "aissata": cast_of_texts.aissata,
        "jana": cast_of_texts.jana,
        "head": make.actor_of(head),
    }
    return World(rows, actors)


def answer(world: World, asked: Asked, typed: Any) -> object:
    """This will ask the gate, and give what came of it without the words that were typed."""
    actor, given = world.actors[asked.actor], world.value(typed)
    with transaction.atomic():
        try:
            ACTIONS[asked.action](world.rows[asked.row], actor, make.NOW, **{**asked.more, asked.input: given})
        except Refused as refused:
            kept = refused.refusal
            found: object = (without(kept.reasons, given), kept.about, kept.verb, tuple(kept.audience))
        except Gone:
            found = "not there"
        else:
            found = "done"
        finally:
            transaction.set_rollback(True)
    return found


def without(reasons: Any, typed: Any) -> str:
    """This will blot out what was typed."""
    return re.sub(rf"\b{re.escape(str(typed))}\b", "…", str(reasons))


def leaks(world: World, table: Iterable[Asked]) -> list[str]:
    """This will list the inputs by which somebody learns that a thing exists which they may not see."""
    return [
        f"{asked.action} {asked.input}: {hidden!r} and {absent!r}"
        for asked in table
        if (hidden := answer(world, asked, asked.hidden)) != (absent := answer(world, asked, asked.absent))
    ]


def inputs() -> Iterator[tuple[str, str]]:
    """This will list what callers may type, by action."""
    for name, gate in ACTIONS.items():
        if name.partition(".")[0] in HOUSES:
            yield from ((name, one) for one in typed_inputs(inspect.unwrap(gate)))


def typed_inputs(verb: Callable[..., Any]) -> list[str]:
    """This will list the inputs of a verb that are texts or numbers."""
    listed = list(inspect.signature(verb).parameters.values())[3:]
    return [one.name for one in listed if re.search(r"\b(str|int)\b", str(one.annotation))]


def unspoken(listed: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """This will list inputs that are neither in the table nor free with a reason."""
    spoken = {(asked.action, asked.input) for asked in TABLE} | set(FREE)
    return {(action, one) for action, one in listed if (action, one) not in spoken and one not in FREE_INPUTS}


@pytest.fixture
def world() -> World:
    return built()


def test_what_is_hidden_answers_as_if_it_were_absent(world: World) -> None:
    assert leaks(world, TABLE) == []


def test_the_law_sees_facts_that_are_read_as_the_system_reads_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "seen_by", lambda _actor, rows: rows)
    found = {line.partition(":")[0] for line in leaks(world, TABLE)}
    assert {"nominations.withdraw number", "programmes.write paragraph", "menu.retire_course replacement"} <= found


def test_every_input_is_in_the_table_or_free_with_a_reason() -> None:
    everything = set(inputs())
    assert unspoken(everything) == set(), "say in TABLE what is hidden from whom, or in FREE why nothing is looked up"
    assert {(asked.action, asked.input) for asked in TABLE} | set(FREE) <= everything, "a line about nothing"
    assert set(FREE_INPUTS) <= {one for _, one in everything}, "a reason for nothing"


def test_the_law_sees_an_input_that_nobody_has_thought_of() -> None:
    def lend(row: object, actor: Actor, now: object, *, passport: str, on: date) -> None:
        """A verb of no house."""

    assert typed_inputs(lend) == ["passport"]
    assert unspoken([("menu.lend", one) for one in typed_inputs(lend)]) == {("menu.lend", "passport")}


def test_who_offers_before_publication_is_entered_for_those_who_see_the_offer_alone(world: World) -> None:
    from comity.kernel.models import Entry  # noqa: PLC0415

    row: Activity = menu.offered(party="XD")
    readers = Entry.objects.filter(about="party:XD", verb="menu.offer").latest("pk").audience
    assert readers == row.audience == ["party:XD", "staff"]
