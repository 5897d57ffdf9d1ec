"""The Jinja environment of all pages: strict, escaping, in the reader's language and in Brussels time.

Named in the settings as the environment of Django's Jinja2 backend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner

from comity import policy
from comity.web import addresses, drawings, typography
from comity.web.assets import icon_bodies, vendor_path

SCHEMES = ("auto", "light", "dark")
DENSITIES = ("standard", "comfortable", "compact")
KEYS = ("on", "off")


def language() -> str:
    """This will give the code of the language in which the page is written."""
    return translation.get_language() or "en"


def _colon() -> str:
    """This will give the colon of the language of the page."""
    return typography.colon(language())


@lru_cache(maxsize=512)
def icon(name: str) -> Markup:
    """This will draw an icon beside a word; it says nothing by itself.

    Raises: KeyError if assets.toml does not list the icon.
    """
    return Markup(  # noqa: S704 - the drawing comes from the pinned package, the name is its key
        '<svg class="c-icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{icon_bodies()[name]}</svg>"
    )


@lru_cache(maxsize=512)
def _address_of_file(path: str) -> str:
    return static(path)


def static_file(path: str) -> str:
    """This will give the address of a file of ours for browsers; it bears a stamp of its content."""
    return static(path) if settings.DEBUG else _address_of_file(path)


def vendor(name: str, file: str) -> str:
    """This will give the address of a vendored file."""
    return static_file(vendor_path(name, file))


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


# A page says more than a hundred sentences, so what has been looked up and typeset once is remembered: sentences of the
# catalogue by language, nothing that anybody wrote.
@lru_cache(maxsize=8192)
def _said(_language: str, context: str, message: str) -> Markup:
    found = translation.pgettext(context, message) if context else translation.gettext(message)
    return Markup(_typeset(found))  # noqa: S704 - the catalogue is ours


@lru_cache(maxsize=8192)
def _said_alone(_language: str, context: str, message: str) -> Markup:
    return _said(_language, context, message) % {}


def _gettext(message: str, /, **gaps: object) -> Markup:
    return _said(language(), "", message) % gaps if gaps else _said_alone(language(), "", message)


def _pgettext(context: str, message: str, /, **gaps: object) -> Markup:
    return _said(language(), context, message) % {"context": context, **gaps}


def _ngettext(singular: str, plural: str, num: int, /, **gaps: object) -> Markup:
    text = Markup(_typeset(translation.ngettext(singular, plural, num)))  # noqa: S704 - the catalogue is ours
    return text % {"num": num, **gaps}


def _npgettext(context: str, singular: str, plural: str, num: int, /, **gaps: object) -> Markup:
    text = Markup(_typeset(translation.npgettext(context, singular, plural, num)))  # noqa: S704 - the catalogue is ours
    return text % {"context": context, "num": num, **gaps}


def _change_said(verb: str, about: str) -> str:
    """This will say what was entered about what, in the language of the letter (web/register/words.py)."""
    from comity.web.register import subjects, words  # noqa: PLC0415 - the register is told with templates of its own

    return f"{words.verb(verb)} ({subjects.name(about)})"


def _history_of(about: str) -> list[Any]:
    """This will give the history of a thing as far as the reader may see it (web/register/words.py)."""
    from comity.web.register import words  # noqa: PLC0415 - models are not loaded yet when the environment is made

    return list(words.history(about))


class Writing(CodeGenerator):
    """Compiles templates so that what is put in is escaped with one look: most of it is plain text, and all is joined.

    Jinja's own way makes an object of every word, which took a sixth of the time of a page.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class Pages(Environment):
    """The environment of pages: its templates escape by `Writing`."""

    code_generator_class = Writing

    @staticmethod
    def escaped(value: object) -> str:
        """This will write a value into a page, escaped unless it is markup already."""
        kind = type(value)
        if kind is str:
            return _escape_inner(value)  # type: ignore[arg-type]
        return value if kind is Markup else escape(value)  # type: ignore[return-value]


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
    env = Pages(**options)
    # The extension fills sentences by what follows.
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.globals.update(
        _=_gettext,
        gettext=_gettext,
        ngettext=_ngettext,
        pgettext=_pgettext,
        npgettext=_npgettext,
        static=static_file,
        url=url,
        vendor=vendor,
        icon=icon,
        display=display,
        language=language,
        drawings=drawings,
        history_of=_history_of,
        change_said=_change_said,
        ui=Components(env),
        split_duration=typography.split_duration,
        colon=_colon,
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
        money=_in_language(policy.money),
        percent=_in_language(typography.percent),
        machine_time=_machine_time,
        paragraphs=_paragraphs,
    )
    return env
