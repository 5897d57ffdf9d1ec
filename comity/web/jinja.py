"""The Jinja environment of all pages: strict, escaping, in the reader's language and in Brussels time.

Named in the settings as the environment of Django's Jinja2 backend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from comity.web import addresses, drawings, typography
from comity.web.assets import icon_bodies, vendor_path

SCHEMES = ("auto", "light", "dark")
DENSITIES = ("standard", "comfortable", "compact")
KEYS = ("on", "off")


def language() -> str:
    """This will give the code of the language in which the page is written."""
    return translation.get_language() or "en"


def icon(name: str) -> Markup:
    """This will draw an icon beside a word; it says nothing by itself.

    Raises: KeyError if assets.toml does not list the icon.
    """
    return Markup(  # noqa: S704 - the drawing comes from the pinned package, the name is its key
        '<svg class="c-icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{icon_bodies()[name]}</svg>"
    )


def vendor(name: str, file: str) -> str:
    """This will give the address of a vendored file."""
    return static(vendor_path(name, file))


def url(name: str, *args: object, **kwargs: object) -> str:
    """This will give the address of a view."""
    return addresses.reverse(name, args=args, kwargs=kwargs)


@dataclass(frozen=True, slots=True)
class Display:
    """How the reader wants pages shown."""

    language: str
    direction: str
    scheme: str
    density: str
    keys: str


@pass_context
def display(context: Context) -> Display:
    """This will tell how the reader wants pages shown: language, direction, colours, row height, keys.

    The three choices live in cookies, so that a page needs no account to remember them.
    """
    request = context.get("request")
    cookies: Mapping[str, str] = request.COOKIES if request is not None else context.get("cookies", {})

    def chosen(name: str, allowed: tuple[str, ...]) -> str:
        value = cookies.get(f"comity_{name}", "")
        return value if value in allowed else allowed[0]

    code = language()
    return Display(
        language=code,
        direction=typography.direction(code),
        scheme=chosen("scheme", SCHEMES),
        density=chosen("density", DENSITIES),
        keys=chosen("keys", KEYS),
    )


def _typeset(value: object) -> str:
    """This will typeset a text for the page's language, and keep markup that is already safe."""
    if isinstance(value, Markup):
        return value
    return typography.typeset(str(value), language())


def _in_language[V](write: Callable[[V, str], str]) -> Callable[[V], str]:
    """This will bind a way of writing to the language of the page."""

    def written(value: V) -> str:
        return write(value, language())

    return written


def _days(start: date, end: date | None = None) -> str:
    return typography.days(start, end, language())


def _machine_time(value: datetime | date) -> str:
    """This will write an instant or a day as the `datetime` attribute of a time element wants it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return value.isoformat()


def _paragraphs(value: object) -> Markup:
    """This will show plain text that a person typed, line by line, each paragraph in its own direction."""
    blocks = [block for block in str(value).replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = [Markup("<br>").join(escape(line) for line in block.strip().split("\n")) for block in blocks]
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(line) for line in lines)


def _gettext(message: str) -> str:
    return _typeset(translation.gettext(message))


def _ngettext(singular: str, plural: str, count: int) -> str:
    return _typeset(translation.ngettext(singular, plural, count))


def _pgettext(context: str, message: str) -> str:
    return _typeset(translation.pgettext(context, message))


def _npgettext(context: str, singular: str, plural: str, count: int) -> str:
    return _typeset(translation.npgettext(context, singular, plural, count))


def _history_of(about: str) -> list[Any]:
    """This will give the history of a thing as far as the reader may see it (web/register/words.py)."""
    from comity.web.register import words  # noqa: PLC0415 - models are not loaded yet when the environment is made

    return list(words.history(about))


class Components:
    """Every macro of templates/components under one name, `ui`, in whole pages and in fragments alike."""

    PARTS = ("words", "frame", "refusal", "table", "filters", "forms", "dialogs", "silence", "history", "text")

    def __init__(self, env: Environment) -> None:
        """This will look for macros through the environment's own loader."""
        self._env = env

    def __getattr__(self, name: str) -> Macro:
        """This will find a macro by its name.

        Raises: AttributeError if no component bears it.
        """
        for part in self.PARTS:
            macro = getattr(self._env.get_template(f"components/{part}.html").module, name, None)
            if isinstance(macro, Macro):
                if not self._env.auto_reload:
                    self.__dict__[name] = macro  # found without us the next time
                return macro
        raise AttributeError(name)


def environment(**options: Any) -> Environment:
    """This will make the environment for Django's Jinja2 backend."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options["extensions"] = [*options.get("extensions", ()), "jinja2.ext.i18n", "jinja2.ext.do"]
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
    )
    env.globals.update(
        static=static,
        url=url,
        vendor=vendor,
        icon=icon,
        display=display,
        language=language,
        drawings=drawings,
        history_of=_history_of,
        ui=Components(env),
        split_duration=typography.split_duration,
    )
    write_number: Callable[[float | Decimal], str] = _in_language(typography.number)
    env.filters.update(
        typeset=_typeset,
        day=_in_language(typography.short_day),
        day_month=_in_language(typography.day_and_month),
        weekday=_in_language(typography.weekday),
        long_day=_in_language(typography.long_day),
        opening=typography.opening,
        hour=_in_language(typography.hour),
        days=_days,
        number=write_number,
        percent=_in_language(typography.percent),
        machine_time=_machine_time,
        paragraphs=_paragraphs,
    )
    return env
