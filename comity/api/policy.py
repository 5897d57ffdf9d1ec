"""The policy for programs: paragraphs in our own words, working rules, and the catalogue of refusals."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from comity.api.service import answers
from comity.policy import pack, refusals

router = Router(tags=["policy"])


class Duty(Schema):
    """What a paragraph asks of somebody, and what carries it out."""

    key: str
    nature: str
    text_en: str
    text_fr: str
    carried_by: list[str]


class Paragraph(Schema):
    """A paragraph of the policy in our own words."""

    ref: str
    number: int
    heading_en: str
    heading_fr: str
    summary_en: str
    summary_fr: str
    duties: list[Duty]


class Rule(Schema):
    """A working rule, where the policy is silent."""

    number: str
    house: str
    owner: str
    set_on: date
    text_en: str
    text_fr: str
    numbers: dict[str, int]


class Refusable(Schema):
    """A reason for which an act may be refused; words in braces are facts of the case."""

    code: str
    house: str
    ground: str
    title_en: str
    title_fr: str
    facts_en: str
    facts_fr: str
    unblock_by_en: str
    unblock_by_fr: str


@router.get("/policy/paragraphs", response=answers(list[Paragraph]), summary="List the paragraphs of the policy")
def paragraphs(request: HttpRequest) -> list[Paragraph]:
    """This will give every paragraph with its duties and what carries them out."""
    return [
        Paragraph(
            ref=one.ref,
            number=one.number,
            heading_en=one.heading.in_("en"),
            heading_fr=one.heading.in_("fr"),
            summary_en=one.summary.in_("en"),
            summary_fr=one.summary.in_("fr"),
            duties=[
                Duty(
                    key=duty.key,
                    nature=duty.nature.value,
                    text_en=duty.text.in_("en"),
                    text_fr=duty.text.in_("fr"),
                    carried_by=list(duty.carried_by),
                )
                for duty in one.duties
            ],
        )
        for one in pack().paragraphs
    ]


@router.get("/policy/rules", response=answers(list[Rule]), summary="List the working rules")
def rules(request: HttpRequest) -> list[Rule]:
    """This will give every working rule with its owner, its day and its numbers."""
    return [
        Rule(
            number=one.number,
            house=one.house,
            owner=one.owner_name.in_("en"),
            set_on=one.set_on,
            text_en=one.text.in_("en"),
            text_fr=one.text.in_("fr"),
            numbers=dict(one.numbers),
        )
        for one in pack().rules.values()
    ]


@router.get("/policy/refusals", response=answers(list[Refusable]), summary="List what may be refused and why")
def catalogue(request: HttpRequest) -> list[Refusable]:
    """This will give the catalogue of refusals: code, ground, and who can unblock it."""
    return [
        Refusable(
            code=one.code,
            house=one.house,
            ground=one.ground,
            title_en=one.title.in_("en"),
            title_fr=one.title.in_("fr"),
            facts_en=one.facts.in_("en"),
            facts_fr=one.facts.in_("fr"),
            unblock_by_en=one.unblock.in_("en"),
            unblock_by_fr=one.unblock.in_("fr"),
        )
        for one in refusals().values()
    ]
