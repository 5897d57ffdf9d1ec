"""Tags of Django's templates: the shell of Comity round a page of allauth, and the kit's class on a field."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import engines
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import mark_safe

from comity.web.shell import shell

register = template.Library()


class Shelled(template.Node):
    """The page between the two tags."""

    def __init__(self, title: NodeList, body: NodeList) -> None:
        """This will keep what stands before and after `{% body %}`."""
        self.title = title
        self.body = body

    def render(self, context: Any) -> str:
        """This will write the page into the frame of all pages."""
        request = context["request"]
        environment = engines["jinja2"].env  # type: ignore[attr-defined]
        full = {
            "request": request,
            **shell(request),
            "title": self.title.render(context).strip(),
            "body": mark_safe(self.body.render(context)),  # noqa: S308 - written by a template that escapes
        }
        text: str = environment.get_template("people/sign_in.html").render(full)
        return mark_safe(text)  # noqa: S308 - written by a template that escapes


@register.tag
def shelled(parser: Parser, token: Token) -> Shelled:
    """This will read `{% shelled %}title{% body %}content{% endshelled %}`."""
    title = parser.parse(("body",))
    parser.delete_first_token()
    body = parser.parse(("endshelled",))
    parser.delete_first_token()
    return Shelled(title, body)


@register.simple_tag
def dressed(field: Any) -> str:
    """This will write a form's field with the class of the kit, and say when it is wrong."""
    attrs = {"class": "ds-input", **({"aria-invalid": "true"} if field.errors else {})}
    written: str = field.as_widget(attrs=attrs)
    return written
