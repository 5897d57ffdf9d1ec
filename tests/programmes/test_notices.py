"""Who is told what about a programme, and that nobody is told of what a side keeps to itself."""

from __future__ import annotations

import pytest
from django.core import mail

from comity.core.actor import FLOW
from comity.kernel import outbox
from comity.kernel.models import Message
from comity.programmes import actions
from comity.programmes.models import Comment, Goal
from comity.programmes.rules.talk import Disposition
from tests.programmes import world
from tests.programmes.world import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return world.cast()


def told() -> dict[str, set[str]]:
    """What has been written since the last look, and to whom."""
    found: dict[str, set[str]] = {}
    for message in Message.objects.filter(template__startswith="programmes/"):
        found.setdefault(message.template.removeprefix("programmes/"), set()).add(message.address)
    Message.objects.all().delete()
    return found


def addresses(people: Cast, *names: str) -> set[str]:
    return {people.accounts[name].email for name in names}


def test_a_draft_is_told_to_nobody_and_a_submission_to_the_desk(people: Cast) -> None:
    programme = world.write_all(people, world.begin(people))
    actions.comment(programme, people.aissata, NOW, text="Inside.")
    assert told() == {}
    actions.submit(programme, people.aissata, NOW)
    assert told() == {"submitted": addresses(people, "jana")}
    actions.take_up(world.row(), people.jana, NOW)
    assert told() == {"taken_up": addresses(people, "aissata", "tomas")}


def test_each_step_of_the_review_is_told_to_the_side_whose_turn_it_becomes(people: Cast) -> None:
    programme = world.in_review(people)
    told()
    partner, staff = addresses(people, "aissata", "tomas"), addresses(people, "jana")
    actions.ask_for_pen(programme, people.aissata, NOW)
    assert told() == {"pen_asked": staff}
    actions.comment(programme, people.jana, NOW, text="Why?")
    actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Other.")
    assert told() == {}
    actions.send_comments(world.row(), people.jana, NOW)
    assert told() == {"comments": partner}
    actions.send_back(world.row(), people.jana, NOW, note="Please look.")
    assert told() == {"your_turn": partner, "handed_over": staff}
    pk = Comment.objects.get().pk
    actions.dispose(world.row(), people.aissata, NOW, comment=pk, disposition=Disposition.ACCEPTED)
    assert told() == {"answered": staff}
    actions.agree(world.row(), people.aissata, NOW, version=2)
    assert told() == {"side_agreed": staff}
    actions.withdraw_agreement(world.row(), people.aissata, NOW, reason="A doubt.")
    assert told() == {"taken_back": staff}
    for who in (people.aissata, people.jana):
        actions.agree(world.row(), who, NOW, version=2)
    assert told()["agreed"] == partner | staff
    actions.reopen(world.row(), people.jana, NOW, reason="Budget.")
    assert told() == {"reopened": partner}
    actions.reopen_paragraph(world.row(), people.jana, NOW, paragraph="1.1", reason="Budget.")
    assert told() == {"paragraph_reopened": partner}


def test_what_the_council_decides_is_told_to_both_sides(people: Cast) -> None:
    programme = world.with_council(people)
    told()
    both = addresses(people, "aissata", "tomas", "jana")
    actions.decline(programme, FLOW, NOW, decision="PO(2026)0188")
    assert told() == {"declined": both}
    for who in (people.aissata, people.jana):
        actions.agree(world.row(), who, NOW, version=1)
    actions.put_to_council(world.row(), people.jana, NOW)
    told()
    actions.approve(world.row(), FLOW, NOW, decision="PO(2026)0189")
    assert told() == {"approved": both}
    actions.start_review(world.row(), people.aissata, NOW)
    assert told() == {"review": addresses(people, "jana")}
    actions.record_progress(Goal.objects.get(), people.jana, NOW, percent=50)
    actions.close(world.row(), people.jana, NOW)
    assert told() == {"closed": addresses(people, "aissata", "tomas")}


def test_a_draft_withdrawn_before_anybody_saw_it_is_told_to_nobody(people: Cast) -> None:
    actions.withdraw(world.begin(people), people.aissata, NOW, reason="Elections.")
    assert told() == {}
    actions.withdraw(world.submitted(people), people.aissata, NOW, reason="Elections.")
    assert told()["withdrawn"] == addresses(people, "jana")


def test_a_colleague_who_waits_for_a_section_is_told_to_its_holder_alone(people: Cast) -> None:
    programme = world.begin(people)
    actions.lock(programme, people.tomas, NOW, section=1)
    actions.ask_release(programme, people.aissata, NOW, section=1)
    assert [one.audience for one in Message.objects.all()] == [["party:XA"]]
    assert told() == {"release": addresses(people, "tomas")}


@pytest.mark.parametrize(("locale", "subject"), [("en", "Your turn: IPCP 2027-28, Arcadia"), ("fr", "À vous : ")])
def test_letters_speak_the_language_of_their_reader(people: Cast, locale: str, subject: str) -> None:
    account = people.accounts["aissata"]
    account.locale = locale
    account.save(update_fields=["locale"])
    programme = world.in_review(people)
    told()
    actions.send_back(programme, people.jana, NOW, note="Please look at 3.1.")
    outbox.deliver(NOW)
    letter = next(one for one in mail.outbox if one.to == [account.email])
    assert letter.subject.replace("\u202f", " ").startswith(subject)
    assert "Please look at 3.1." in letter.body
    assert f"/{locale}/programmes/XA/2027-28/" in letter.body


def test_every_letter_can_be_written(people: Cast) -> None:
    programme = world.in_force(people)
    actions.start_review(programme, people.jana, NOW)
    sent = Message.objects.filter(template__startswith="programmes/").count()
    outbox.deliver(NOW, batch=500)
    assert Message.objects.filter(template__startswith="programmes/", sent_at__isnull=False).count() == sent
