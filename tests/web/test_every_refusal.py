"""Refusals as somebody meets them: through the pages, each code at least once, in a table.

A case says how things stand, who asks, and for what; the answer must carry the refusal's own title. What the law in
tests/laws/test_visits.py counts are the codes that were met in this way anywhere in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.decisions import actions as decisions
from comity.decisions import queries, rules
from comity.decisions.models import Item
from comity.kernel import clock
from comity.programmes import actions
from comity.programmes.models import Comment
from tests import factories
from tests.decisions import council
from tests.programmes import world
from tests.programmes.world import NOW, Cast
from tests.web.refused import leads_on, said, shown

pytestmark = pytest.mark.django_db
ROOT = "/en/programmes/XA/2027-28/"
TODAY = clock.now().replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Case:
    """How things stand, who asks for what, and whether by opening a page or by sending a form."""

    code: str
    who: str
    path: str
    sent: dict[str, Any] | None = None
    stand: Callable[..., Any] = field(default=lambda *_: None)


def meets(client: Client, case: Case, path: str) -> None:
    """The case is sent, refused with 409 (or explained on a page that was opened), and leads on."""
    response = client.get(path) if case.sent is None else client.post(path, case.sent)
    assert response.status_code == (200 if case.sent is None else 409), shown(said(response))
    leads_on(client, response, case.sent, case.code)


# -- programmes --------------------------------------------------------------------------------------------------------


def chosen(people: Cast) -> None:
    world.activity(455)
    programme = world.in_review(people)
    actions.choose_activity(programme, people.jana, NOW, activity="PCM-0455", goal=1)


def far_away(people: Cast) -> None:
    world.activity(455, start_on=date(2035, 1, 10), end_on=date(2035, 1, 12), nominate_by=date(2034, 12, 1))
    world.in_review(people)


def near(people: Cast) -> None:
    world.activity(455)
    world.in_review(people)


def one_agreed(people: Cast) -> None:
    actions.agree(world.in_review(people), people.jana, NOW, version=1)


def commented(people: Cast) -> None:
    programme = world.in_review(people)
    actions.comment(programme, people.jana, NOW, text="Why twice?")
    actions.send_comments(world.row(), people.jana, NOW)


def answered(people: Cast) -> None:
    from comity.programmes.rules import Disposition  # noqa: PLC0415 - one case alone asks for it

    commented(people)
    pk = Comment.objects.get().pk
    actions.dispose(world.row(), people.aissata, NOW, comment=pk, disposition=Disposition.ACCEPTED)


def handed(people: Cast) -> None:
    commented(people)
    actions.send_back(world.row(), people.jana, NOW)


def writing(people: Cast) -> None:
    actions.write(world.in_review(people), people.jana, NOW, paragraph="1.1", base=1, text="Otherwise.")


def goalless(people: Cast) -> None:
    programme = world.begin(people)
    for section in world.REQUIRED:
        actions.insert(programme, people.aissata, NOW, section=section, text="Words.")


ADD = {"activity": "PCM-0455", "goal": "1"}
ACCEPT = {"disposition": "accepted"}
PROGRAMMES = (
    Case("programmes.activity_chosen", "jana", "activities/add/", ADD, chosen),
    Case("programmes.activity_not_chosen", "jana", "activities/PCM-0455/drop/", {}, near),
    Case("programmes.activity_outside_period", "jana", "activities/add/", ADD, far_away),
    Case("programmes.activity_unknown", "jana", "activities/add/", {**ADD, "activity": "PCM-9999"}, near),
    Case("programmes.goal_needed", "jana", "activities/add/", {**ADD, "goal": ""}, near),
    Case("programmes.own_proposal", "jana", "activities/PCM-0455/turn-down/", {"reason": "No."}, chosen),
    Case("programmes.already_agreed", "jana", "agree/", {"version": 1}, one_agreed),
    Case("programmes.brackets_unbalanced", "jana", "text/1.1/", {"base": 1, "text": "We [a", "do": "write"}, near),
    Case("programmes.comment_answered", "aissata", "comments/{comment}/answer/", ACCEPT, answered),
    Case("programmes.comments_closed", "aissata", "comments/", {"text": "Late.", "purpose": "pending"}, world.agreed),
    Case("programmes.comments_unanswered", "aissata", "agree/", {"version": 1}, handed),
    Case("programmes.own_comment", "jana", "comments/{comment}/answer/", ACCEPT, commented),
    Case("programmes.goal_carried", "jana", "goals/1/carry/", {}, world.in_review),
    Case("programmes.no_goal", "aissata", "submit/", {}, goalless),
    Case("programmes.sections_empty", "aissata", "submit/", {}, world.begin),
    Case("programmes.not_locked", "jana", "sections/1/ask/", {}, world.in_review),
    Case("programmes.not_now", "jana", "put-to-council/", {}, world.in_review),
    Case("programmes.partner_withdraws", "jana", "withdraw/", {"reason": "No."}, world.in_review),
    Case("programmes.pen_here", "jana", "ask-for-pen/", {}, world.in_review),
    Case("programmes.staff_closes", "aissata", "close/", {}, world.in_force),
    Case("programmes.staff_puts_to_council", "aissata", "put-to-council/", {}, world.agreed),
    Case("programmes.text_closed", "jana", "text/1.1/", {"base": 1, "text": "Late.", "do": "write"}, world.agreed),
    Case("programmes.version_in_work", "aissata", "agree/", {"version": 1}, writing),
)


@pytest.mark.parametrize("case", PROGRAMMES, ids=lambda case: case.code)
def test_refusals_about_programmes(case: Case, sign_in: Callable[[Client, Any], Client]) -> None:
    people = world.cast()
    case.stand(people)
    comment = Comment.objects.first()
    path = case.path.format(comment=comment.pk if comment else 0)
    meets(sign_in(Client(), people.accounts[case.who]), case, f"{ROOT}{path}")


# -- decisions ---------------------------------------------------------------------------------------------------------


def running() -> Item:
    return council.under_silence(
        council.lines(2), opened_at=TODAY, ends_at=rules.first_end(TODAY, rules.Hours(2, 9, 18))
    )


def objected() -> Item:
    item = running()
    decisions.break_silence(item, council.delegate("FR"), TODAY, reason="No.", lines=[1])
    return item


def asked() -> Item:
    item = running()
    decisions.ask_question(item, council.delegate("FR"), TODAY, text="Why?")
    question = item.questions.get()
    decisions.answer_question(question, council.DESK, TODAY, answer="Because.")
    return item


def released() -> Item:
    from comity.core.actor import CLOCK  # noqa: PLC0415 - one case alone asks for it

    item = council.under_silence(council.lines(1))
    decisions.close_silence(item, CLOCK, council.ENDS)
    decisions.release(item, council.SECRETARY, council.ENDS, to=["public"])
    return item


def for_nobody() -> Item:
    from comity.parties.models import Standing  # noqa: PLC0415 - one case alone asks for it

    item = council.draft(council.lines(1))
    Standing.objects.all().update(until_on=date(2026, 6, 1))
    return item


def end(days: int, hour: str) -> dict[str, str]:
    """An end so many days on from the next Monday."""
    monday = TODAY.date() + timedelta(days=14 - TODAY.weekday())
    return {"on": (monday + timedelta(days=days)).isoformat(), "at": hour}


LETTER = {"party": "FR", "kind": "objection", "reason": "No.", "lines": ["2"], "on": "2020-01-06", "at": "10:00"}
DECISIONS = (
    Case(
        "decisions.already_objected",
        "delegate",
        "break-silence/",
        {"lines": ["1"], "reason": "No.", "confirmed": "yes"},
        objected,
    ),
    Case("decisions.already_answered", "desk", "answer/1/", {"answer": "Again."}, asked),
    Case(
        "decisions.ends_on_free_day",
        "secretary",
        "open-silence/",
        end(5, "10:00"),
        lambda: council.draft(council.lines(1)),
    ),
    Case(
        "decisions.ends_too_soon",
        "secretary",
        "open-silence/",
        end(-14, "10:00"),
        lambda: council.draft(council.lines(1)),
    ),
    Case(
        "decisions.ends_out_of_hours",
        "secretary",
        "open-silence/",
        end(2, "22:00"),
        lambda: council.draft(council.lines(1)),
    ),
    Case("decisions.nobody_seated", "secretary", "open-silence/", end(2, "10:00"), for_nobody),
    Case("decisions.not_decided", "secretary", "release/", {"to": ["public"]}, running),
    Case("decisions.not_drafting", "delegate", "edit/", None, running),
    Case("decisions.not_in_state", "secretary", "agree-in-meeting/", {"meeting": "C-DS(2026)0041"}, running),
    Case("decisions.not_speaking", "desk", "break-silence/", {"reason": "No.", "confirmed": "yes"}, running),
    Case("decisions.not_wider", "secretary", "release/", {"to": ["public"]}, released),
    Case("decisions.receipt_impossible", "secretary", "record-letter/", LETTER, running),
    Case("decisions.text_under_silence", "desk", "edit/", None, running),
    Case("decisions.shortens", "secretary", "extend/", {"reason": "No.", "on": "2026-01-05", "at": "10:00"}, running),
)


@pytest.mark.parametrize("case", DECISIONS, ids=lambda case: case.code)
def test_refusals_about_decisions(case: Case, sign_in: Callable[[Client, Any], Client]) -> None:
    council.seat()
    accounts = {
        "delegate": factories.account("FR", Role.DELEGATE),
        "secretary": factories.staff(Role.COUNCIL_SECRETARY),
        "desk": factories.staff(Role.DESK_OFFICER),
    }
    item = case.stand()
    assert queries.item(item.symbol) is not None
    meets(sign_in(Client(), accounts[case.who]), case, f"/en/decisions/{item.slug}/{case.path}")
