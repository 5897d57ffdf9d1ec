"""Typography of the languages in which Comity speaks: spaces, dates, ranges, numbers and durations.

Everything here is a pure function of its arguments and of a locale; the Jinja environment binds it to the language of
the page.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent

from comity.core.calendar import BRUSSELS, brussels
from comity.policy import ordinal

NARROW = "\u202f"
WIDE = "\u00a0"
SHORTEST_GROUPED = 1_000
_HIGH_MARKS = re.compile(r"(?<=\S)[ \u00a0]([;:?!])(?!\S*//)")
_UNITS = re.compile(r"(?<=\d)[ ](?=[%€])")
_GUILLEMETS = re.compile(r"(?<=«)[ ]|[ ](?=»)")
_LOCALES = {"en": "en_GB", "fr": "fr", "ar": "ar"}
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})


def direction(language: str) -> str:
    """This will tell in which direction a language is written."""
    return "rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"


def locale_of(language: str) -> str:
    """This will give the name of the locale whose dates and numbers go with a language."""
    return _LOCALES.get(language.split("-", maxsplit=1)[0], "en_GB")


def typeset(text: str, language: str) -> str:
    """This will put the spaces that do not break where the language wants them.

    French: a narrow one before `; : ? !` and inside guillemets, an ordinary one before % and €. Text that comes
    without a space before the mark is left alone: it may be a time, a code or an address.
    """
    if not language.startswith("fr"):
        return text
    text = _HIGH_MARKS.sub(NARROW + r"\1", text)
    text = _GUILLEMETS.sub(NARROW, text)
    return _UNITS.sub(WIDE, text)


def colon(language: str) -> str:
    """This will give the colon between a label and what it stands for, with the space that French puts before it."""
    return f"{NARROW}:" if language.startswith("fr") else ":"


def labelled(label: object, text: object, language: str) -> str:
    """This will write a label and what it stands for: "Belmora: agreed"."""
    return f"{label}{colon(language)} {text}"


def _day(value: date | datetime) -> date:
    return brussels(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)
def _written(day: date, skeleton: str, locale: str) -> str:
    if skeleton == "full":
        return ordinal(format_date(day, "full", locale=locale), locale)
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return ordinal(str(format_skeleton(skeleton, moment, locale=locale)), locale)


def short_day(value: date | datetime, language: str) -> str:
    """This will write a day as "11 Dec 2026"; an instant is taken on its Brussels day."""
    return _written(_day(value), "yMMMd", locale_of(language))


def day_and_month(value: date | datetime, language: str) -> str:
    """This will write a day without its year: "11 Dec"."""
    return _written(_day(value), "MMMd", locale_of(language))


def weekday(value: date | datetime, language: str) -> str:
    """This will write a day with its weekday: "Thu 26 Nov 2026"."""
    return _written(_day(value), "yMMMEd", locale_of(language)).replace(",", "", 1)


def long_day(value: date | datetime, language: str) -> str:
    """This will write a day in full, as on a letter: "Thursday 26 November 2026"."""
    return _written(_day(value), "full", locale_of(language)).replace(",", "")


@lru_cache(maxsize=4096)
def days(start: date, end: date | None, language: str) -> str:
    """This will write a range of days without repeating what both ends share: "12–23 Jan 2027"."""
    locale = locale_of(language)
    if end is None or end == start:
        return _written(start, "yMMMd", locale)
    return ordinal(str(format_interval(start, end, "yMMMd", locale=locale)).replace("\u2009", NARROW), locale)


def opening(text: str) -> str:
    """This will write a line that stands by itself with a capital, and leave the rest of it as it is."""
    return text[:1].upper() + text[1:]


def hour(value: datetime, language: str) -> str:
    """This will write the Brussels wall-clock time of an instant: "17:00"."""
    return str(format_time(brussels(value), "HH:mm", tzinfo=BRUSSELS, locale=locale_of(language)))


def number(value: float | Decimal, language: str) -> str:
    """This will group the digits of a number as the language does."""
    if isinstance(value, int) and 0 <= value < SHORTEST_GROUPED:
        return str(value)
    return str(format_decimal(value, locale=locale_of(language)))


def hundredths(value: float | Decimal, language: str, *, signed: bool = False) -> str:
    """This will write a number with two digits behind the point or comma, on request also with its plus."""
    form = "+#,##0.00;-#,##0.00" if signed else "#,##0.00"
    return str(format_decimal(value, form, locale=locale_of(language)))


def percent(share: float | Decimal, language: str) -> str:
    """This will write a share between 0 and 1 as whole per cent."""
    written = str(format_percent(round(float(share), 2), locale=locale_of(language)))
    return written.replace(WIDE, NARROW)


def split_duration(left: timedelta) -> tuple[int, int, int]:
    """This will split a duration into days, hours and minutes, cut to the minute; a negative one counts as none."""
    minutes = max(0, int(left.total_seconds() // 60))
    hours, minute = divmod(minutes, 60)
    day, rest = divmod(hours, 24)
    return day, rest, minute


def display_name(language: str) -> str:
    """This will name a language in that language itself."""
    return str(Locale.parse(language).get_display_name(language)).capitalize()
