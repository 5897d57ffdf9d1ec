"""The world as a whole: what is written in which order, and how it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from random import Random

from django.db import connection
from django.db.models import Model

from comity.kernel import clock
from comity.kernel.progress import Progress, unheard
from comity.kernel.scope import as_system
from generate import consultations as talks
from generate import (
    decisions,
    education,
    integrity,
    menu,
    money,
    nominations,
    parties,
    presence,
    programmes,
    rounds,
    science,
)
from generate import funds as trust
from generate import operations as contributions

CHUNK = 2_000


class TooLargeError(ValueError):
    """More was asked for than there is room for."""


def generate(
    *,
    activities: int = 1_600,
    partners: int = 40,
    nominations: int = 20_000,
    decisions: int = 300,
    consultations: int = 40,
    concerns: int = 60,
    funds: int = 60,
    needs: int = 200,
    grants: int = 150,
    mandates: int = 45,
    operations: int = 30,
    reviews: int = 20,
    seed: int = 1,
    progress: Progress = unheard,
) -> None:
    """This will write a world of the wanted size beside what is there; reference data must have been loaded.

    Raises: TooLargeError if there are more partners than codes left to users by ISO 3166-1.
    """
    if not 1 <= partners <= parties.MOST:
        raise TooLargeError(f"partners must be between 1 and {parties.MOST}, not {partners}")
    random, now = Random(seed), clock.now()  # noqa: S311 - no secret
    made = _write(random, now, activities, partners, nominations, decisions, progress)
    with as_system():
        talks.write(consultations, concerns, made, random, now, progress)
        education.write(needs, made, random, now, progress)
        presence.write(mandates, made, random, now, progress)
        contributions.write(operations, made, random, now, progress)
        rounds.write(made, random, now, progress)
        money.write(made, random, now, progress)
        trust.write(funds, made, random, now, progress)
        science.write(grants, made, random, now, progress)
        integrity.write(reviews, made, random, now, progress)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(
    random: Random,
    now: datetime,
    activity_count: int,
    partner_count: int,
    name_count: int,
    item_count: int,
    progress: Progress,
) -> Sequence[parties.Partner]:
    with as_system():
        partners = parties.write(partner_count, random, now)
        progress("partners", partner_count, partner_count)
        courses, held = menu.plan(activity_count, partners, random, now)
        save(courses, "courses", progress)
        save(held, "activities", progress)
        nominations.write(held, partners, name_count, random, now, progress)
        menu.keep_series(held)
        programmes.write(partners, held, random, now)
        progress("programmes", partner_count, partner_count)
        decisions.write(item_count, partners, random, now, progress)
    return partners


def save[M: Model](rows: Sequence[M], what: str, progress: Progress) -> None:
    """This will write rows in bulk and tell how far it is."""
    for done, chunk in counted(rows):
        type(chunk[0])._default_manager.bulk_create(chunk)  # noqa: SLF001
        progress(what, done, len(rows))


def counted[T](rows: Iterable[T]) -> Iterator[tuple[int, tuple[T, ...]]]:
    """This will take rows in portions, each with how many there are up to its end."""
    done = 0
    for chunk in batched(rows, CHUNK, strict=False):
        done += len(chunk)
        yield done, chunk
