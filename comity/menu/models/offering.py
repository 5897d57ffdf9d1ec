"""What a course and an activity have in common."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, TextField

from comity.kernel.rows import Row
from comity.menu.rules.offer import Clearance, Delivery, FeeBasis, Kind, Payer

PROFILE = r"^([0-5]{4})?$"
RANK = r"^((OR-[1-9])|(OF-(10|[1-9])))?$"


def _choices(words: type[Kind | Delivery | Payer | FeeBasis | Clearance]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


def _vector(config: str) -> models.Expression:
    """This will weigh titles over names and places, and those over aims, stemmed for one language."""
    vector: models.Expression = (
        SearchVector("title_en", "title_fr", config=config, weight="A")
        + SearchVector("provider_name", "place_city", "keywords", config=config, weight="B")
        + SearchVector("aim_en", "aim_fr", config=config, weight="C")
    )
    return vector


class Plain(Func):
    """Words without accents and case, in a form that the database may keep."""

    function = "comity.plain"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class Offering(Row):
    """What is offered, by whom, for whom and at what cost. Titles are in English, French or both."""

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16, choices=_choices(Kind))
    title_en = models.CharField(max_length=240, blank=True)
    title_fr = models.CharField(max_length=240, blank=True)
    aim_en = models.TextField(blank=True)
    aim_fr = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="what else those who come must know")

    areas = ArrayField(
        models.CharField(max_length=32), default=list, help_text="priority areas (P§5), the main one first"
    )
    objectives = ArrayField(models.CharField(max_length=32), default=list, help_text="objectives (P§4)")
    topic = models.CharField(max_length=32, blank=True, help_text="area of cooperation or discipline")
    discipline = models.CharField(max_length=80, blank=True, help_text="as the provider calls it")
    level = models.CharField(max_length=40, blank=True, help_text="depth of knowledge, as published")
    certification = models.CharField(max_length=80, blank=True)

    provider = models.ForeignKey(
        "parties.Provider", to_field="code", on_delete=models.PROTECT, null=True, related_name="+", db_column="provider"
    )
    provider_name = models.CharField(max_length=160, blank=True, help_text="as published")
    party = models.ForeignKey(
        "parties.Party",
        to_field="code",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_column="party",
        help_text="party that answers for the provider",
    )
    place_city = models.CharField(max_length=80, blank=True)
    place_nation = models.CharField(max_length=16, blank=True)
    delivery = models.CharField(max_length=16, choices=_choices(Delivery), blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    duration_days = models.PositiveSmallIntegerField(null=True)

    tool = models.CharField(max_length=16, default="PCM", help_text="tool of partnership to which it belongs (P§13)")
    open_to = ArrayField(models.CharField(max_length=32), help_text="allies, frameworks, party:<code>")
    open_to_note = models.CharField(max_length=160, blank=True, help_text="others as approved")
    rank_from = models.CharField(max_length=5, blank=True)
    rank_to = models.CharField(max_length=5, blank=True)
    language_profile = models.CharField(max_length=4, blank=True, help_text="STANAG 6001")
    clearance = models.CharField(max_length=8, choices=_choices(Clearance), default=Clearance.NONE)
    marking = models.CharField(max_length=40, blank=True, help_text="of the course material, as published")
    prerequisites = ArrayField(models.CharField(max_length=16), default=list, help_text="codes of courses")
    prerequisites_note = models.CharField(max_length=240, blank=True)

    fee_minor = models.PositiveIntegerField(null=True, help_text="in cents; null is not known")
    fee_currency = models.CharField(max_length=3, default="EUR")
    fee_basis = models.CharField(max_length=8, choices=_choices(FeeBasis), blank=True)
    payer = models.CharField(max_length=16, choices=_choices(Payer), blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)

    source = models.CharField(max_length=160, blank=True)
    as_of = models.CharField(max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1)
    offered_at = models.DateTimeField()

    keywords = models.TextField(blank=True, help_text="codes and names of areas and topics, for search")
    codes_key = models.TextField(blank=True, help_text="all codes in one spelling, for search")
    search_en = models.GeneratedField(
        expression=_vector("comity.english"), output_field=SearchVectorField(), db_persist=True
    )
    search_fr = models.GeneratedField(
        expression=_vector("comity.french"), output_field=SearchVectorField(), db_persist=True
    )
    plain = models.GeneratedField(
        expression=Plain(F("title_en"), F("title_fr"), F("provider_name"), F("place_city")),
        output_field=TextField(),
        db_persist=True,
    )

    class Meta(Row.Meta):
        abstract = True
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~(Q(title_en="") & Q(title_fr="")), name="%(app_label)s_%(class)s_title"),
            models.CheckConstraint(
                condition=Q(language_profile__regex=PROFILE) & Q(rank_from__regex=RANK) & Q(rank_to__regex=RANK),
                name="%(app_label)s_%(class)s_requirements",
            ),
            models.CheckConstraint(condition=Q(open_to__len__gt=0), name="%(app_label)s_%(class)s_open_to"),
        ]

    def __str__(self) -> str:
        """This will name it by code and title."""
        return f"{self.code} {self.title_in('en')}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language, or in the other if it has only one."""
        return (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)

    def title_language(self, locale: str) -> str:
        """This will name the language in which the title is shown to a reader."""
        has = self.title_fr if locale == "fr" else self.title_en
        return locale if has else ("en" if locale == "fr" else "fr")

    def aim_in(self, locale: str) -> str:
        """This will give the aim in a language, or in the other if it has only one."""
        return (self.aim_fr or self.aim_en) if locale == "fr" else (self.aim_en or self.aim_fr)
