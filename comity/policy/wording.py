"""Sentences with gaps: which facts a sentence names, and the sentence once they are filled in.

A gap is `{name}` or `{name:kind}`. The kind says what the fact is, so that it is written as the language writes it, and
so that a fact which came back from the register as JSON still reads well:

    {name}                          a word, a number, a day, a moment, a Text, or a list of them
    {name:day} {name:moment}        a date; a date and time to the minute (`second`: to the second), Brussels time
    {name:number}                   1,604 · 1 604
    {name:plural|# seat|# seats}    `#` is the number; French counts 0 and 1 as singular
    {name:money}                    an amount with its currency: €1,234.56 · 1 234,56 €
    {name:framework} {name:tool} … any other kind is a name to look up
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from string import Formatter

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from comity.core.calendar import brussels
from comity.core.money import Money, exponent
from comity.policy.text import NO_BREAK, Text, is_french, typeset

type Names = Callable[[str, str], Text | str]
"""Answers (kind, value) with the name of the thing, as ("framework", "md") with "Mediterranean Dialogue".

Raises: LookupError if it knows no such name.
"""

_PLAIN = frozenset({"", "day", "moment", "second", "number", "plural", "money"})
_FORMATTER = Formatter()


class WordingError(ValueError):
    """A sentence cannot be written: a fact is missing or of the wrong sort, or the sentence is malformed."""


def gaps(template: str) -> dict[str, str]:
    """This will list the facts that a sentence names, each with its kind.

    Raises: WordingError if the sentence is malformed or uses one fact as two kinds of thing.
    """
    found: dict[str, str] = {}
    for _, name, spec, conversion in _parsed(template):
        if name is None:
            continue
        if conversion or not name.isidentifier():
            msg = f"only {{name}} or {{name:kind}} may stand in a sentence, not {{{name}}}: {template!r}"
            raise WordingError(msg)
        kind = (spec or "").partition("|")[0]
        counted = {"number", "plural"}
        if name in found and found[name] != kind and not {found[name], kind} <= counted:
            msg = f"{name!r} is both {found[name]!r} and {kind!r}: {template!r}"
            raise WordingError(msg)
        found[name] = kind
    return found


def name_kinds(template: str) -> frozenset[str]:
    """This will list the kinds of name that a sentence looks up."""
    return frozenset(gaps(template).values()) - _PLAIN


def fill(template: str, facts: Mapping[str, object], locale: str, names: Names) -> str:
    """This will write the sentence with its facts. What stands in a fact is never read as a gap.

    Raises: WordingError if a fact is missing or cannot be written as its kind.
    """
    if missing := sorted(gaps(template).keys() - facts.keys()):
        msg = f"missing facts {', '.join(missing)}: {template!r}"
        raise WordingError(msg)
    written: list[str] = []
    for literal, name, spec, _ in _parsed(template):
        written.append(literal)
        if name is not None:
            written.append(_written(name, facts[name], spec or "", locale, names))
    return typeset("".join(written), locale)


def _parsed(template: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(_FORMATTER.parse(template))
    except ValueError as error:
        msg = f"{error}: {template!r}"
        raise WordingError(msg) from error


def _written(name: str, value: object, spec: str, locale: str, names: Names) -> str:
    kind, *forms = spec.split("|")
    try:
        if kind == "plural":
            return _counted(value, forms, locale)
        if isinstance(value, (list, tuple, set, frozenset)):
            values = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
            return _joined([_one(one, kind, locale, names) for one in values], locale)
        return _one(value, kind, locale, names)
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        msg = f"{name}={value!r} cannot be written as {kind or 'a word'}: {error}"
        raise WordingError(msg) from error


def _one(value: object, kind: str, locale: str, names: Names) -> str:
    match kind:
        case "day":
            return _day(_as_date(value), locale)
        case "moment" | "second":
            return _moment(_as_moment(value), locale, seconds=kind == "second")
        case "number":
            return _number(value, locale)
        case "money":
            return money(value, locale)
        case "":
            return _plain(value, locale)
        case "community" if str(value).startswith("operation:"):  # its code is its name
            return str(value).removeprefix("operation:")
        case _:
            found = value if isinstance(value, Text) else names(kind, str(value))
            return found.in_(locale) if isinstance(found, Text) else found


def _plain(value: object, locale: str) -> str:
    match value:
        case None | bool():
            msg = "a sentence cannot say it"
            raise TypeError(msg)
        case Text():
            return value.in_(locale)
        case datetime():
            return _moment(value, locale, seconds=False)
        case date():
            return _day(value, locale)
        case int() | Decimal():
            return _number(value, locale)
        case _:
            return str(value)


def _as_date(value: object) -> date:
    if isinstance(value, datetime):
        return brussels(value).date()
    if isinstance(value, date):
        return value
    text = str(value)
    return brussels(datetime.fromisoformat(text)).date() if "T" in text else date.fromisoformat(text)


def _as_moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        msg = "a moment needs its time zone"
        raise ValueError(msg)
    return moment


def _day(day: date, locale: str) -> str:
    if not is_french(locale):
        return format_date(day, "d MMMM y", locale="en_GB")
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK}{format_date(day, 'MMMM y', locale='fr')}"


def _moment(moment: datetime, locale: str, *, seconds: bool) -> str:
    local = brussels(moment)
    if is_french(locale):
        time = f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
        time += f"{NO_BREAK}min{NO_BREAK}{local.second:02d}{NO_BREAK}s" if seconds else ""
        return f"{_day(local.date(), locale)} à {time} (heure de Bruxelles)"
    time = local.strftime("%H:%M:%S" if seconds else "%H:%M")
    return f"{_day(local.date(), locale)} at {time} (Brussels time)"


def _number(value: object, locale: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        value = Decimal(str(value))
    return format_decimal(value, locale="fr" if is_french(locale) else "en_GB")


def money(value: object, locale: str) -> str:
    """This will write an amount with its currency, as the language writes it and with the digits of the currency.

    Raises: TypeError for what is not an amount.
    """
    if isinstance(value, Mapping):  # as it came back from the register
        value = Money(int(value["minor"]), str(value["currency"]))
    if not isinstance(value, Money):
        msg = "not an amount"
        raise TypeError(msg)
    french = is_french(locale)
    place = "fr" if french else "en_GB"
    if value.currency == "EUR":
        return format_currency(value.amount, "EUR", locale=place, decimal_quantization=False)
    places = exponent(value.currency)
    figure = format_decimal(value.amount, f"#,##0.{'0' * places}" if places else "#,##0", locale=place)
    return f"{figure}{NO_BREAK}{value.currency}" if french else f"{value.currency}{NO_BREAK}{figure}"


def _counted(value: object, forms: list[str], locale: str) -> str:
    one, many = forms
    count = int(str(value))
    singular = abs(count) <= 1 if is_french(locale) else abs(count) == 1
    return (one if singular else many).replace("#", _number(count, locale))


def _joined(values: list[str], locale: str) -> str:
    if not values:
        msg = "an empty list says nothing"
        raise ValueError(msg)
    return format_list(values, locale="fr" if is_french(locale) else "en_GB")
