"""Funds as activities of the International Aid Transparency Initiative, version 2.03 (iatistandard.org).

Only what is published of a fund goes in. Elements stand in the order of the schema. What a fund spends is not told
payment by payment, since invoices are not published; budgets are the phases as they were planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from lxml import etree

from comity.core.money import Money
from comity.trust_funds.models import Fund
from comity.trust_funds.rules import Purpose, State

VERSION = "2.03"
MONTH = timedelta(days=30.44)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Codes of the standard's code lists.
_STATUS = {State.LAUNCHED: "1", State.RUNNING: "2", State.CLOSED: "4"}
_SECTOR = {
    Purpose.AMMUNITION: "15240",
    Purpose.MINES: "15250",
    Purpose.RETRAINING: "15210",
    Purpose.CONVERSION: "15210",
    Purpose.CAPACITY: "15210",
}
_GOVERNMENT, _MULTILATERAL = "10", "40"
_FUNDING, _ACCOUNTABLE, _IMPLEMENTING = "1", "2", "4"
_PLANNED_START, _START, _PLANNED_END, _END = "1", "2", "3", "4"
_PLEDGE, _COMMITMENT, _FUNDS = "13", "11", "1"
_INDICATIVE, _COMMITTED = "1", "2"
_OUTPUT, _UNIT, _WEB_PAGE, _GRANT = "1", "1", "A12", "110"

type Names = Mapping[str, Mapping[str, str]]
"""What parties are called, by language and code."""


def activities(
    rows: Iterable[Fund],
    names: Names,
    at: datetime,
    *,
    organisation: str,
    page: Callable[[str, str], str],
) -> bytes:
    """This will write funds as one IATI file.

    `organisation` is the identifier of whoever publishes, `page` gives the address of a fund's page in a language.
    Raises: ValueError if there is no fund, since the schema asks for at least one.
    """
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", _moment(at))
    for row in rows:
        root.append(_activity(row, names, at, organisation, page))
    if not len(root):
        raise ValueError("a file without an activity")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _activity(row: Fund, names: Names, at: datetime, organisation: str, page: Callable[[str, str], str]) -> Any:
    made = etree.Element("iati-activity")
    made.set("last-updated-datetime", _moment(at))
    made.set("default-currency", row.currency)
    made.set(_XML_LANG, "en")
    _add(made, "iati-identifier").text = f"{organisation}-{row.code}"
    publisher = _add(made, "reporting-org", ref=organisation, type=_MULTILATERAL)
    _tell(publisher, names["en"].get("IS", "IS"), names["fr"].get("IS", "IS"))
    _tell(_add(made, "title"), row.title_en, row.title_fr)
    _tell(_add(made, "description", type="1"), row.aim_en, row.aim_fr)
    _people(made, row, names)
    _add(made, "activity-status", code=_STATUS[State(row.state)])
    _days(made, row)
    _add(made, "recipient-country", code=row.host_id)
    _add(made, "sector", vocabulary="1", code=_SECTOR[Purpose(row.purpose)])
    _add(made, "default-finance-type", code=_GRANT)
    _budgets(made, row)
    _transactions(made, row, names)
    for language in ("en", "fr"):
        link = _add(made, "document-link", format="text/html", url=page(row.code, language))
        _tell(_add(link, "title"), row.title_en, row.title_fr)
        _add(link, "category", code=_WEB_PAGE)
        _add(link, "language", code=language)
    _results(made, row)
    return made


def _people(made: Any, row: Fund, names: Names) -> None:
    def add(code: str, role: str) -> None:
        more = {"type": _GOVERNMENT} if code in names["en"] else {}
        _tell(_add(made, "participating-org", role=role, **more), *_called(code, names))

    for giver in dict.fromkeys(one.contributor for one in row.gifts.all() if one.pledged):
        add(giver, _FUNDING)
    for lead in row.leads.all():
        add(lead.party, _ACCOUNTABLE)
    _tell(_add(made, "participating-org", role=_IMPLEMENTING), row.agent, "")


def _days(made: Any, row: Fund) -> None:
    phases = list(row.phases.all())
    started = [one.started_on for one in phases if one.started_on]
    first = started[0] if started else row.launched_on
    months = sum(one.months for one in phases)
    known = [(_PLANNED_START, row.launched_on), (_START, started[0] if started else None)]
    known += [(_PLANNED_END, first + MONTH * months if first else None)]
    known += [(_END, row.closed_on if row.state == State.CLOSED else None)]
    for sort, day in known:
        if day is not None:
            _add(made, "activity-date", **{"type": sort, "iso-date": day.isoformat()})


def _budgets(made: Any, row: Fund) -> None:
    """This will write each phase as a budget, one after the other from its start, or from the end of the one before."""
    after = row.launched_on
    for one in row.phases.all():
        start = one.started_on or after
        if start is None:
            continue
        after = start + MONTH * one.months
        budget = _add(made, "budget", type="1", status=_COMMITTED if one.started_on else _INDICATIVE)
        _add(budget, "period-start", **{"iso-date": start.isoformat()})
        _add(budget, "period-end", **{"iso-date": after.isoformat()})
        _value(budget, one.cost, row.currency, start)


def _transactions(made: Any, row: Fund, names: Names) -> None:
    """This will write what each contribution has come to: pledged, signed, paid in, each with its first day."""
    for one in row.gifts.all():
        steps = (
            (_PLEDGE, one.original_pledged, one.pledged_on),
            (_COMMITMENT, one.original_signed, one.signed_on),
            (_FUNDS, one.original_paid, one.paid_on),
        )
        for sort, minor, day in steps:
            if not minor or day is None:
                continue
            step = _add(made, "transaction")
            _add(step, "transaction-type", code=sort)
            _add(step, "transaction-date", **{"iso-date": day.isoformat()})
            _value(step, minor, one.currency, day)
            if one.earmark:
                _tell(_add(step, "description"), one.earmark, "")
            _tell(_add(step, "provider-org"), *_called(one.contributor, names))


def _results(made: Any, row: Fund) -> None:
    start = row.launched_on
    if start is None:
        return
    end = row.closed_on or start + MONTH * sum(one.months for one in row.phases.all())
    for one in row.counters.all():
        result = _add(made, "result", type=_OUTPUT)
        _tell(_add(result, "title"), one.title_en, one.title_fr)
        indicator = _add(result, "indicator", measure=_UNIT)
        _tell(_add(indicator, "title"), one.title_en, one.title_fr)
        period = _add(indicator, "period")
        _add(period, "period-start", **{"iso-date": start.isoformat()})
        _add(period, "period-end", **{"iso-date": end.isoformat()})
        _add(period, "target", value=str(one.target))
        _add(period, "actual", value=str(one.total))


def _value(made: Any, minor: int, currency: str, day: date) -> None:
    """This will write a sum in whole units with its fraction. Units: minor units of the currency."""
    sum_ = _add(made, "value", currency=currency, **{"value-date": day.isoformat()})
    sum_.text = f"{Money(minor, currency).amount:f}"


def _called(code: str, names: Names) -> tuple[str, str]:
    return names["en"].get(code, code), names["fr"].get(code, "")


def _tell(made: Any, english: str, french: str) -> None:
    _add(made, "narrative").text = english
    if french:
        _add(made, "narrative", **{_XML_LANG: "fr"}).text = french


def _add(made: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(made, name, **attributes)


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat()
