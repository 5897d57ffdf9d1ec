"""What the pages of this subject have in common: the words of the pack."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from comity.policy import pack
from comity.science import queries
from comity.web.page import locale


def found_call(code: str) -> Any:
    """This will find a call, or answer that there is none."""
    row = queries.call(code)
    if row is None:
        raise Http404
    return row


def found_application(pk: int) -> Any:
    """This will find an application that the reader may see, or answer that there is none."""
    row = queries.application(pk)
    if row is None:
        raise Http404
    return row


def title_of(call: Any) -> str:
    """This will give the title of a call in the reader's language."""
    return str(call.title_fr if locale() == "fr" else call.title_en)


def kind(code: str) -> str:
    """This will name a kind of grant."""
    known = pack().science.kinds
    return str(known[code].name.in_(locale())) if code in known else code


def priority(code: str) -> str:
    """This will name a key priority."""
    known = pack().science.priorities
    return str(known[code].name.in_(locale())) if code in known else code


def heading(code: str) -> str:
    """This will name a heading of a budget."""
    known = pack().science.headings
    return str(known[code].name.in_(locale())) if code in known else code


def criterion(code: str) -> str:
    """This will name what marks are given for."""
    known = pack().science.criteria
    return str(known[code].name.in_(locale())) if code in known else code
