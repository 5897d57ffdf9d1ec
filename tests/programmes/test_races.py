"""Races on real, concurrent connections: nothing that anybody wrote is lost, and nobody agrees to what has changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from comity.kernel.action import Refused
from comity.programmes import actions
from comity.programmes.events import ProgrammeAgreed, SideAgreed
from comity.programmes.models import Agreement, Lock, Paragraph, Programme, Wording
from comity.programmes.rules import brackets
from comity.programmes.rules.merging import merge
from tests.programmes import world
from tests.programmes.world import NOW, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROUNDS = 5


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return world.cast()


def race(*jobs: Callable[[], object]) -> list[object]:
    """Runs each job on a connection of its own, all let go at once; gives what each gave, or its refusal."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return job()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, job) for job in jobs]]


def codes(outcomes: list[object]) -> list[str]:
    return [outcome.verdict.codes[0] for outcome in outcomes if isinstance(outcome, Refused)]


def test_of_two_who_write_one_paragraph_the_second_keeps_their_words_and_both_come_together(people: Cast) -> None:
    programme = world.begin(people)
    actions.insert(programme, people.aissata, NOW, section=1, text="We hold two exercises a year.")
    texts = {people.aissata: "We hold three exercises a year.", people.tomas: "We hold four exercises a year."}
    for _ in range(ROUNDS):
        row = Paragraph.objects.get(number="1.1")
        base, start = row.revision, Wording.objects.get(paragraph=row, revision=row.revision).text
        outcomes = race(
            *(
                lambda who=who, text=text, base=base: actions.write(
                    programme, who, NOW, paragraph="1.1", base=base, text=text
                )
                for who, text in texts.items()
            )
        )
        assert codes(outcomes) == ["programmes.paragraph_changed"]
        row.refresh_from_db()
        assert row.revision == base + 1
        stands = Wording.objects.get(paragraph=row, revision=row.revision).text
        (lost,) = set(texts.values()) - {stands}
        both = merge(start, stands, lost, their_code="XA", my_code="XA")
        assert {"three", "four"} <= set(both.text.replace("[", " ").split())
        assert brackets.are_balanced(both.text)
        actions.write(programme, people.aissata, NOW, paragraph="1.1", base=row.revision, text=start)


def test_one_section_is_held_by_one(people: Cast) -> None:
    programme = world.begin(people)
    for _ in range(ROUNDS):
        Lock.objects.all().delete()
        outcomes = race(
            lambda: actions.lock(programme, people.aissata, NOW, section=1),
            lambda: actions.lock(programme, people.tomas, NOW, section=1),
        )
        assert codes(outcomes) == ["programmes.section_locked"]
        assert Lock.objects.count() == 1


def test_paragraphs_put_in_at_once_get_numbers_of_their_own(people: Cast) -> None:
    programme = world.begin(people)
    race(
        *(
            lambda who=who, n=n: actions.insert(programme, who, NOW, section=1, text=f"{n}")
            for n, who in enumerate([people.aissata, people.tomas] * 3)
        )
    )
    assert sorted(Paragraph.objects.values_list("number", flat=True)) == [f"1.{n}" for n in range(1, 7)]
    assert sorted(Wording.objects.values_list("text", flat=True)) == [f"{n}" for n in range(6)]


def test_an_agreement_never_covers_a_text_that_changed_meanwhile(people: Cast) -> None:
    programme = world.in_review(people)
    outcomes = race(
        lambda: actions.agree(programme, people.aissata, NOW, version=1),
        lambda: actions.write(programme, people.jana, NOW, paragraph="1.1", base=1, text="Otherwise."),
    )
    row = world.row()
    assert (row.version, row.partner_agreed, row.state) == (2, None, "joint_review")
    assert not Agreement.objects.filter(lapsed_at__isnull=True).exists()
    assert codes(outcomes) in ([], ["programmes.version_in_work"])


def test_when_both_sides_agree_at_once_it_is_agreed_once(people: Cast) -> None:
    programme = world.in_review(people)
    outcomes = race(
        lambda: actions.agree(programme, people.aissata, NOW, version=1),
        lambda: actions.agree(programme, people.jana, NOW, version=1),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [ProgrammeAgreed.__name__, SideAgreed.__name__]
    assert world.row().state == "agreed"


def test_of_two_programmes_begun_at_once_for_the_same_years_one_comes_about(people: Cast) -> None:
    outcomes = race(
        lambda: world.begin(people),
        lambda: world.begin(people, people.jana, first_year=2028, last_year=2029),
    )
    assert codes(outcomes) == ["programmes.period_taken"]
    assert Programme.objects.count() == 1
