"""What is done on the menu: given, when, then; and on a refusal nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from comity.core.actor import CLOCK, Actor, Role, Side
from comity.kernel.action import Refused
from comity.kernel.models import Entry, Message, Refusal
from comity.kernel.scope import reading
from comity.menu import actions, queries, rules
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.parties import queries as parties
from comity.parties.events import PartyJoined
from comity.parties.models import Standing
from tests import factories as make
from tests.menu import make as menu

pytestmark = pytest.mark.django_db
NOW = menu.NOW
Share, Code = queries.ShareInput, queries.CodeInput


def everything() -> tuple[list[Any], ...]:
    models = (Activity, Course, SeatShare, ExternalCode)
    return (*(list(model.objects.order_by("pk").values()) for model in models), list(Entry.objects.values()))


def refused(act: Callable[[], object]) -> tuple[str, ...]:
    """Nothing changes but that the refusal is kept."""
    before, kept = everything(), Refusal.objects.count()
    with pytest.raises(Refused) as refusal:
        act()
    assert everything() == before
    assert Refusal.objects.count() == kept + 1
    return refusal.value.verdict.codes


def test_an_offer_is_kept_whole_and_entered_about_the_activity_and_its_party() -> None:
    make.party("IS")
    row = menu.offered(shares=(Share("eapc-pfp", 5, date(2027, 1, 10)),), codes=[Code(rules.Scheme.ETOC, "ETE-1")])
    assert (row.code, row.state, row.audience) == ("PCM-0001", "offered", ["party:XA", "staff"])
    assert row.nominate_by == date(2027, 1, 18)
    assert (row.seats_reserved, row.provider_id, row.party_id) == (5, "TXA", "XA")
    assert "ETE1" in row.codes_key
    assert set(Entry.objects.values_list("verb", "about")) >= {
        ("menu.offer", "activity:PCM-0001"),
        ("menu.offer", "party:XA"),
    }


def test_publication_shows_it_to_allies_and_partners_with_its_seats_and_codes() -> None:
    make.party("FR")
    row = menu.published(shares=(Share("md", 1),), codes=[Code(rules.Scheme.ETOC, "ETE-1")])
    partner = make.actor_of(make.account("XB", Role.MISSION_OFFICER))
    row = actions_release(row)
    with reading(partner.communities):
        seen = queries.activity(row.code)
        assert seen is not None
        assert len(queries.shares(seen)) == len(queries.codes(seen)) == 1
    with reading({"public", "signed-in", "party:XX"}):
        assert queries.activity(row.code) is None
        assert queries.coded("ETE-1") == []
        assert SeatShare.objects.count() == ExternalCode.objects.count() == 0


def actions_release(row: Activity) -> Activity:
    actions.release(row, CLOCK, NOW)
    row.refresh_from_db()
    return row


def test_facts_are_the_same_for_the_reader_and_for_the_system() -> None:
    row = menu.published(shares=(Share("md", 1),))
    partner = make.actor_of(make.account("XA", Role.MISSION_OFFICER))
    with reading(partner.communities):
        seen = queries.activity(row.code)
        assert seen is not None
        mine = queries.facts_of(seen, partner, NOW, reason="x")
    assert mine == queries.facts_of(row, partner, NOW, reason="x")


def test_who_joins_later_sees_the_menu_that_runs_but_no_offer_and_nothing_that_is_over() -> None:
    from comity.flows import releases  # noqa: PLC0415

    runs, over = menu.published(), menu.published()
    Activity.objects.filter(pk=over.pk).update(start_on=date(2026, 1, 1), end_on=date(2026, 1, 2))
    offer = menu.offered(party="XC")
    newcomer = make.party("XD", belongs=())
    epoch = parties.epochs(NOW.date())["partners"] + 1
    Standing.objects.create(
        party=newcomer, community="partners", epoch=epoch, since_on=NOW.date(), source="t", audience=["public"]
    )
    joined = make.actor_of(make.account("XD", Role.MISSION_OFFICER))
    with reading(joined.communities):
        assert queries.activity(runs.code) is None
    releases.open_menu(PartyJoined("XD", "partners", epoch, NOW.date(), "PO(2026)1"), NOW)
    with reading(joined.communities):
        assert queries.activity(runs.code) is not None
        assert queries.activity(over.code) is None
        assert queries.activity(offer.code) is None


def test_a_change_names_its_fields_and_is_told_to_those_concerned() -> None:
    director = make.account("XA", Role.COURSE_DIRECTOR)
    row = menu.published()
    event = actions.change(row, CLOCK, NOW, changes={"place_city": "Narva", "kind": "course"}, reason="Moved")
    assert event.fields == ("place_city",)
    row.refresh_from_db()
    assert (row.state, row.reason, row.changed_fields) == ("changed", "Moved", ["place_city"])
    letter = Message.objects.get(template="menu/changed")
    assert (letter.person_id, letter.context["reason"]) == (director.person_id, "Moved")
    actions.postpone(row, CLOCK, NOW, reason="Snow")
    actions.cancel(row, CLOCK, NOW, reason="More snow")
    assert set(Message.objects.values_list("template", flat=True)) >= {"menu/postponed", "menu/cancelled"}


def test_letters_are_written_in_the_language_of_their_reader() -> None:
    from django.template import loader  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    make.account("XA", Role.COURSE_DIRECTOR, locale="fr")
    make.staff(Role.MENU_MANAGER)
    row = menu.published()
    actions.change(row, CLOCK, NOW, changes={"place_city": "Narva"}, reason="Moved")
    actions.postpone(row, CLOCK, NOW, reason="Snow")
    actions.cancel(row, CLOCK, NOW, reason="Snow")
    actions.retire(row, CLOCK, NOW, reason="Dropped")
    written = {}
    for letter in Message.objects.filter(template__startswith="menu/"):
        with translation.override(letter.locale):
            text = loader.render_to_string(f"mail/{letter.template}.txt", {**letter.context, "site": "https://x"})
        written[letter.template, letter.locale] = text.strip().partition("\n")[0]
    assert written["menu/changed", "fr"].startswith("Modifiée\u202f: PCM-0001, Cours d’orientation")
    assert written["menu/offered", "en"].startswith("To screen: PCM-0001, Staff Officers")
    assert {template for template, _ in written} == {
        f"menu/{what}" for what in ("offered", "published", "changed", "postponed", "cancelled", "retired")
    }


def test_a_change_before_publication_is_screened_again_and_told_to_nobody_outside() -> None:
    row = menu.offered()
    actions.screen(row, CLOCK, NOW)
    actions.agree(row, CLOCK, NOW, decision="PO(2026)0188")
    event = actions.change(row, CLOCK, NOW, changes={"title_en": "Another"})
    row.refresh_from_db()
    assert (row.state, row.decision, event.was_published) == ("offered", "", False)


@pytest.mark.parametrize("verb", ["screen", "agree", "publish", "postpone", "cancel", "hold", "report", "retire"])
def test_a_stranger_changes_nothing(verb: str) -> None:
    row = menu.published(party="XA")
    stranger = make.actor_of(make.account("XB", Role.MISSION_OFFICER))
    inputs = {"agree": {"decision": "x"}, "postpone": {"reason": "x"}, "cancel": {"reason": "x"}}
    inputs["retire"] = {"reason": "x"}
    codes = refused(lambda: getattr(actions, verb)(row, stranger, NOW, **inputs.get(verb, {})))
    assert codes in {("menu.not_provider",), ("menu.not_menu_manager",)}


def test_never_more_seats_are_given_than_exist() -> None:
    row = menu.published(seats_total=2, shares=(Share("md", 1),))
    actions.count_seats(row, CLOCK, NOW, given=2, waiting=1, kept={"md": 1})
    row.refresh_from_db()
    assert (row.seats_given, row.waiting, row.is_full) == (2, 1, True)
    assert refused(lambda: actions.count_seats(row, CLOCK, NOW, given=3, waiting=0)) == ("menu.seats_taken",)
    kept = refused(lambda: actions.count_seats(row, CLOCK, NOW, given=2, waiting=0, kept={"md": 2}))
    assert kept == ("menu.seats_taken",)
    manager = menu.manager()
    assert refused(lambda: actions.count_seats(row, manager, NOW, given=0, waiting=0)) == ("menu.counters_by_system",)
    assert refused(lambda: actions.change(row, CLOCK, NOW, changes={"seats_total": 1}, reason="x")) == (
        "menu.seats_below_given",
    )


def test_what_the_database_refuses_is_a_refusal_too() -> None:
    menu.offered(codes=[Code(rules.Scheme.ETOC, "ETE-1")])
    other = menu.offered()
    taken = [Code(rules.Scheme.ETOC, "ete 1")]
    assert refused(lambda: actions.change(other, CLOCK, NOW, changes={}, outside_codes=taken)) == ("menu.code_taken",)
    late = {"end_on": date(2027, 2, 1)}
    assert refused(lambda: actions.change(other, CLOCK, NOW, changes=late)) == ("menu.ends_before_start",)
    Activity.objects.filter(pk=other.pk).update(seats_total=None, seats_reserved=9)
    assert refused(lambda: actions.change(other, CLOCK, NOW, changes={}, seat_shares=[Share("md", 0)])) == (
        "menu.seats_disagree",
    )


def test_a_field_that_is_not_the_providers_to_set_is_an_error() -> None:
    row = menu.offered()
    with pytest.raises(KeyError, match="state"):
        actions.change(row, CLOCK, NOW, changes={"state": "published"})


def test_what_people_have_seats_in_is_cancelled_before_it_is_retired() -> None:
    row = menu.published()
    actions.count_seats(row, CLOCK, NOW, given=1, waiting=0)
    manager = menu.manager()
    assert refused(lambda: actions.retire(row, manager, NOW, reason="No use")) == ("menu.has_nominees",)
    actions.cancel(row, manager, NOW, reason="No use")
    other = menu.published()
    actions.retire(row, manager, NOW, reason="No use", replacement=other.code)
    row.refresh_from_db()
    assert (row.state, row.replaced_by_id) == ("retired", other.pk)
    known = queries.facts_of(row, manager, NOW)
    partner = rules.Standing("XA", Side.PARTNER, frozenset({"eapc-pfp"}), tools_open=frozenset({"PCM"}))
    assert rules.eligibility(known, partner, NOW).codes == ("menu.replaced",)


def test_nothing_takes_the_place_of_an_activity_that_its_provider_may_not_see() -> None:
    row, other = menu.published(), menu.published()
    Activity.objects.filter(pk=other.pk).update(audience=["party:XE", "staff"])
    provider = make.actor_of(make.account("XA", Role.COURSE_DIRECTOR))
    for code in (other.code, "PCM-9999"):
        assert queries.facts_of(row, provider, NOW, replacement=code).replacement_state == ""
    assert queries.facts_of(row, menu.manager(), NOW, replacement=other.code).replacement_state == "published"


def test_the_clock_finds_what_is_over() -> None:
    row = menu.published()
    assert queries.ended(NOW) == []
    Activity.objects.filter(pk=row.pk).update(start_on=date(2026, 11, 1), end_on=date(2026, 11, 23))
    assert queries.ended(NOW) == [row]
    taken = queries.take_ended(row)
    assert taken is not None
    actions.hold(taken, CLOCK, NOW)
    assert queries.take_ended(row) is None
    assert queries.ended(NOW) == []


def test_what_waits_on_each() -> None:
    offer = menu.offered(title_en="Flood relief")
    manager, director = menu.manager(), menu.director("XA")
    (task,) = queries.waiting(manager, NOW)
    assert (task.kind, task.ref, task.title, task.waiting_on) == ("menu.screen", offer.code, "Flood relief", "")
    (mine,) = queries.waiting(director, NOW)
    assert (mine.kind, mine.waiting_on) == ("menu.offer", "IS")
    assert queries.waiting(menu.director("XB"), NOW) == []
    assert queries.waiting(Actor("a", 9, 9, "IS", Side.STAFF, frozenset({Role.AUDITOR})), NOW) == []
    actions.screen(offer, CLOCK, NOW)
    actions.agree(offer, CLOCK, NOW, decision="x")
    assert [task.kind for task in queries.waiting(manager, NOW)] == ["menu.publish"]


def test_every_task_has_its_words() -> None:
    from comity.web.menu.labels import TASKS  # noqa: PLC0415

    menu.offered()
    for actor in (menu.manager(), menu.director("XA")):
        for task in queries.waiting(actor, NOW):
            assert TASKS[task.kind].address(task)


def test_a_list_equals_what_plain_python_says() -> None:
    """Filters, facets and what is hidden, against an oracle written a second time."""
    cases: list[dict[str, Any]] = [
        {"areas": ["defence"], "kind": "course", "open_to": ["md"], "languages": ["en"]},
        {"areas": ["defence", "emerging"], "kind": "workshop", "languages": ["fr"]},
        {"areas": ["emerging"], "kind": "workshop", "open_to": ["eapc-pfp"], "fee_minor": 0},
        {"areas": [], "kind": "course", "tool": "PARP", "open_to": ["eapc-pfp"], "seats_total": None},
    ]
    rows = []
    for case in cases:
        row = menu.offered(**case)
        Activity.objects.filter(pk=row.pk).update(state="published")
        row.refresh_from_db()
        rows.append(row)
    standing = rules.Standing("XB", Side.PARTNER, frozenset({"md"}), tools_open=frozenset({"PCM"}))
    reader = queries.Reader(standing, NOW)

    def open_to_me(row: Activity) -> bool:
        codes = rules.eligibility(queries.facts_of(row, CLOCK, NOW), standing, NOW).codes
        return not {"menu.not_open_to_framework", "menu.tool_not_opened", "menu.not_invited"} & set(codes)

    for area in ((), ("defence",), ("emerging",), ("defence", "emerging")):
        for kind in ((), ("course",), ("workshop",)):
            for everything_too in (False, True):
                filters = queries.Filters(area=area, kind=kind, everything=everything_too)
                fits_area = [r for r in rows if not area or set(area) & set(r.areas)]
                fits_kind = [r for r in rows if not kind or r.kind in kind]
                both = [r for r in fits_area if r in fits_kind]
                mine = [r for r in both if everything_too or open_to_me(r)]
                found = queries.activities(filters, reader)
                assert {line.code for line in found.rows} == {r.code for r in mine}
                assert found.total == len(mine)
                assert found.hidden == (0 if everything_too else len(both) - len(mine))
                kinds: dict[str, int] = {}
                for row in fits_area:
                    if everything_too or open_to_me(row):
                        kinds[row.kind] = kinds.get(row.kind, 0) + 1
                assert found.facets["kind"] == kinds
                areas: dict[str, int] = {}
                for row in fits_kind:
                    for one in row.areas if everything_too or open_to_me(row) else ():
                        areas[one] = areas.get(one, 0) + 1
                assert found.facets["area"] == areas
                assert queries.all_ids(filters, reader) == [line.id for line in found.rows]


def test_counts_search_and_feeds_never_tell_of_what_is_unseen() -> None:
    seen = menu.published()
    reader = queries.Reader(rules.Standing("XA", Side.PARTNER, frozenset({"eapc-pfp"})), NOW)
    actor = make.actor_of(make.account("XA", Role.MISSION_OFFICER))
    searches = [queries.Filters(everything=True), queries.Filters(q="staf oficer"), queries.Filters(q="secret")]

    def answers() -> list[Any]:
        with reading(actor.communities):
            found = [queries.activities(filters, reader) for filters in searches]
            return [(f.total, f.hidden, f.seen, f.facets, [r.code for r in f.rows]) for f in found]

    before = answers()
    unseen = menu.offered(party="XB", title_en="Secret staff officers", areas=["defence"])
    assert answers() == before
    assert seen.code != unseen.code
