"""The generated world: of the wanted size, the same for the same seed, and true to the rules that the verbs keep."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, F

from comity.clock import tick
from comity.clock.table import TABLE
from comity.consultations.models import Concern, Consultation
from comity.core.calendar import brussels_day
from comity.decisions.models import Item, Silence
from comity.decisions.rules import State as DecisionState
from comity.documents import queries as documents
from comity.education.models import IntegrityReview, Need
from comity.kernel import clock, heartbeat
from comity.kernel.progress import unheard
from comity.ledger import rules as ledger
from comity.ledger.models import Commitment, Invoice, Line, Posting
from comity.menu.models import Activity, Course
from comity.nominations.models import Nomination, Nominee, NomineeKey
from comity.nominations.rules import SEATED, State
from comity.operations.models import Contributor, Draft, Evaluation, Operation
from comity.operations.rules import Stage
from comity.parties import queries as parties
from comity.parties.loading import load_reference
from comity.parties.models import ContactPointEmbassy, Party, Standing
from comity.policy import pack
from comity.programmes.models import Programme
from comity.science import rules as science
from comity.science.models import Grant, ProgressReport
from comity.trust_funds.models import SET_UP as LAUNCHED
from comity.trust_funds.models import Fund, Gift, Milestone
from generate.world import TooLargeError, generate
from tests import factories

SIZE: dict[str, Any] = {
    "activities": 60,
    "partners": 6,
    "nominations": 400,
    "decisions": 40,
    "consultations": 8,
    "concerns": 9,
    "funds": 12,
    "needs": 12,
    "grants": 12,
    "mandates": 7,
    "operations": 5,
    "reviews": 8,
}


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    """The public facts on which a world is built."""
    load_reference(unheard)


@pytest.fixture
def world(_reference: None) -> None:
    """A small world."""
    generate(**SIZE, seed=3)


def test_grants_keep_to_their_kind_and_some_run(world: None) -> None:
    grants = list(Grant.objects.select_related("application"))
    assert len(grants) == 12
    for one in grants:
        kind = pack().science.kinds[one.application.kind]
        assert kind.least <= sum(one.application.budget.values()) <= kind.most
        shares = science.shares(one.application.budget)
        limits = {each.code: each.most_percent for each in pack().science.headings_of(kind.code)}
        assert all(share <= limits[code] for code, share in shares.items())
        assert one.reports.filter(due_on=one.ends_on).count() == 1
    assert {one.state for one in grants} == {"running", "closed"}
    letters = {one.letter: one for one in grants}
    assert len(letters) == 12
    for symbol, one in letters.items():
        paper = documents.paper(symbol)
        assert paper is not None, "the page of a grant leads to its letter"
        assert (paper.about, set(paper.audience)) == (one.subject, set(one.audience))
    assert not ProgressReport.objects.filter(grant__state="closed", sent_on__isnull=True).exists()


def told() -> dict[str, list[tuple[Any, ...]]]:
    """What a world consists of, without the keys of rows and the hour of the day."""
    return {
        "parties": list(Party.objects.filter(is_fictional=True).order_by("code").values_list("code", "name_en")),
        "standing": list(
            Standing.objects.order_by("community", "epoch", "party__code").values_list("party__code", "epoch")
        ),
        "courses": list(Course.objects.order_by("code").values_list("code", "title_en", "place_city")),
        "activities": list(
            Activity.objects.order_by("code").values_list("code", "title_fr", "start_on", "seats_given", "waiting")
        ),
        "names": list(
            Nomination.objects.order_by("code", "number").values_list("code", "number", "party_id", "state", "rank")
        ),
        "programmes": list(Programme.objects.order_by("party__code", "type").values_list("party__code", "state")),
        "money": list(Line.objects.order_by("code").values_list("code", "amount", "committed", "obligated", "paid")),
        "funds": list(Fund.objects.order_by("code").values_list("code", "state", "cost", "pledged", "signed", "paid")),
        "decisions": list(Item.objects.order_by("symbol").values_list("symbol", "title_en", "state")),
    }


def made(seed: int) -> dict[str, list[tuple[Any, ...]]]:
    """A world that is told and then taken back."""
    with transaction.atomic():
        generate(**SIZE, seed=seed)
        found = told()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_world_and_another_gives_another(db: None) -> None:
    first = made(1)
    assert made(1) == first
    assert made(2) != first


def test_a_world_is_as_large_as_was_asked(world: None) -> None:
    assert Activity.objects.count() == SIZE["activities"]
    assert Party.objects.filter(is_fictional=True).count() == SIZE["partners"]
    assert Nomination.objects.count() == SIZE["nominations"]
    assert Item.objects.count() == SIZE["decisions"]
    assert Programme.objects.filter(type="IPCP").count() == SIZE["partners"]
    plans = Programme.objects.filter(type="IPAP").annotate(actions=Count("planned_actions"))
    assert [plan.actions for plan in plans] == [200] * SIZE["partners"]
    open_to = {code: stands.tools_open for code, stands in parties.standings(None, brussels_day(clock.now())).items()}
    assert all("IPAP" in open_to[plan.party_code] for plan in plans)
    assert Consultation.objects.count() == SIZE["consultations"]
    assert Concern.objects.count() == SIZE["concerns"]
    assert Need.objects.count() == SIZE["needs"]
    in_force = ContactPointEmbassy.objects.filter(source="generated", since_on__year=clock.now().year)
    assert in_force.count() == SIZE["mandates"]
    assert in_force.filter(mode="joint").count() == 2, "one more than nations: two Allies hold one together"
    assert Operation.objects.count() == SIZE["operations"]
    assert IntegrityReview.objects.count() == SIZE["reviews"]
    assert IntegrityReview.objects.filter(before__isnull=False).count() == SIZE["reviews"] - SIZE["partners"]


def test_what_activities_count_is_what_is_written(world: None) -> None:
    seated = dict(
        Nomination.objects.filter(state__in=[state.value for state in SEATED])
        .values_list("activity_id")
        .annotate(Count("pk"))
    )
    waiting = dict(Nomination.objects.filter(state=State.WAITING).values_list("activity_id").annotate(Count("pk")))
    for activity in Activity.objects.all():
        assert (activity.seats_given, activity.waiting) == (seated.get(activity.pk, 0), waiting.get(activity.pk, 0))


def test_no_activity_gives_more_seats_than_it_has(world: None) -> None:
    assert not Activity.objects.filter(seats_given__gt=F("seats_total")).exists()
    assert Activity.objects.filter(seats_given__gt=0).exists()


def test_the_data_of_a_person_go_when_their_day_has_come(world: None) -> None:
    assert not Nominee.objects.filter(erased_at__isnull=False).exclude(sealed=None).exists()
    assert NomineeKey.objects.count() == Nominee.objects.filter(erased_at__isnull=True).count()


def test_silences_that_run_can_be_closed_by_the_clock(world: None) -> None:
    factories.party("IS")
    running = Item.objects.filter(state=DecisionState.UNDER_SILENCE)
    count = running.count()
    newest = Silence.objects.order_by("-ends_at").first()
    assert newest is not None
    assert count
    heartbeat.record(clock.now().replace(year=2020), newest.ends_at)
    ticked = tick.run_once(newest.ends_at, table=[entry for entry in TABLE if entry.name == "silences"])
    assert (ticked.done, ticked.failed) == ({"silences": count}, 0)
    assert not running.exists()


def test_more_partners_than_there_are_codes_for_are_refused_before_anything_is_written(db: None) -> None:
    with pytest.raises(TooLargeError, match="between 1 and 676, not 677"):
        generate(partners=677)
    with pytest.raises(TooLargeError):
        generate(partners=0)
    assert not Activity.objects.exists()


def test_the_books_balance_and_say_what_their_entries_say(world: None) -> None:
    assert Line.objects.filter(code__startswith="GEN-").count() == 20
    for line in Line.objects.filter(code__startswith="GEN-"):
        posted = Posting.objects.filter(line=line).values_list("account", "minor")
        assert sum(minor for _, minor in posted) == 0
        place = ledger.add_up(line.currency, [(ledger.Account(account), minor) for account, minor in posted])
        assert place == line.position
        assert place.free >= 0
        held = Commitment.objects.filter(line=line)
        assert place.committed == sum(one.left for one in held)
        assert place.obligated == sum(one.obligated for one in held)
        assert place.paid == sum(one.original for one in Invoice.objects.filter(commitment__line=line)) > 0
        assert line.transactions.count() == line.transactions_made


def test_funds_hold_what_their_books_hold_and_nobody_verifies_their_own_word(world: None) -> None:
    assert Fund.objects.count() == SIZE["funds"]
    launched = Fund.objects.filter(state__in=LAUNCHED)
    assert launched.exists()
    for row in launched:
        line = Line.objects.get(code=row.code)
        given = line.pledged + line.signed + line.amount
        assert (row.pledged, row.signed, row.paid) == (given, line.signed + line.amount, line.amount)
        assert sum(Gift.objects.filter(fund=row).values_list("pledged", flat=True)) == given
        assert "public" in row.audience
    assert not Milestone.objects.filter(verified_by=F("reached_by")).exclude(verified_by="").exists()


def test_partners_of_an_operation_have_their_standing_in_it_and_its_drafts_are_theirs(world: None) -> None:
    pairs = {
        (f"operation:{one.operation.code}", one.party)
        for one in Contributor.objects.filter(stage=Stage.PARTNER).select_related("operation")
    }
    standings = Standing.objects.filter(community__startswith="operation:")
    assert pairs
    assert set(standings.values_list("community", "party__code")) == pairs
    for draft in Draft.objects.select_related("operation"):
        newest = standings.filter(community=f"operation:{draft.operation.code}").count()
        assert f"operation:{draft.operation.code}.{newest}" in draft.audience
    assert Evaluation.objects.count() == 3 * SIZE["partners"]
