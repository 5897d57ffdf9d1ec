"""How an SVG element is written: escaped, without `style`, with a title and a description where it carries facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from markupsafe import Markup, escape

type Attribute = str | float | None


class StyleAttributeError(ValueError):
    """A drawing may not carry a style attribute: the content security policy would drop it."""

    def __init__(self) -> None:
        """This will say what to use instead."""
        super().__init__("Use a presentation attribute or a class, not style")


def _written(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(tag: str, *children: str, **attributes: Attribute) -> Markup:
    """This will write one element; `class_` and `stroke_width` become `class` and `stroke-width`.

    Raises: StyleAttributeError if a style attribute is given.
    """
    parts = [f"<{tag}"]
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-") if key != "viewBox" else key
        if name == "style":
            raise StyleAttributeError
        if value is not None:
            parts.append(f' {name}="{escape(_written(value))}"')
    if not children:
        return Markup("".join(parts) + "/>")  # noqa: S704 - every value is escaped above
    inner = "".join(escape(child) for child in children)
    return Markup("".join(parts) + f">{inner}</{tag}>")  # noqa: S704


def join(pieces: Iterable[Markup]) -> Markup:
    """This will put elements one after the other."""
    return Markup().join(pieces)


def text(words: str, **attributes: Attribute) -> Markup:
    """This will write words, isolated so that a code or a foreign name does not disturb its neighbours."""
    return element("text", words, unicode_bidi="isolate", **attributes)


def picture(body: Markup, *, title: str, description: str, class_: str, **attributes: Attribute) -> Markup:
    """This will wrap a drawing that carries facts: named and described for those who do not see it.

    With links inside it is a group, since nothing inside an image can be reached.
    """
    mark = hashlib.sha256(f"{title}{description}{body}".encode()).hexdigest()[:10]
    return element(
        "svg",
        element("title", title, id=f"t-{mark}"),
        element("desc", description, id=f"d-{mark}"),
        body,
        role="group" if "<a " in body else "img",
        aria_labelledby=f"t-{mark}",
        aria_describedby=f"d-{mark}",
        focusable="false",
        class_=f"d {class_}",
        **attributes,
    )


def ornament(body: Markup, *, class_: str, **attributes: Attribute) -> Markup:
    """This will wrap a drawing whose facts stand in words beside it, and which says nothing by itself."""
    return element("svg", body, aria_hidden="true", focusable="false", class_=f"d {class_}", **attributes)


def share(value: float) -> str:
    """This will write a share between 0 and 1 as a place along the drawing: "50.6%"."""
    return f"{_written(100 * min(1.0, max(0.0, value)))}%"


def anchor(value: float) -> str:
    """This will tell how words lie round a place along the drawing so that neither end cuts them off."""
    near, far = 0.14, 0.86
    if value < near:
        return "start"
    return "end" if value > far else "middle"
