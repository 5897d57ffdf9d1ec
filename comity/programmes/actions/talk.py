"""Comments: written within a side, sent together, answered by the other side (W-27)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.core.actor import Actor, Side
from comity.kernel.action import action
from comity.programmes import queries
from comity.programmes.actions.sharing import code_for
from comity.programmes.events import CommentAnswered, CommentDropped, CommentMade, CommentsSent
from comity.programmes.models import Comment, Paragraph, Programme, Remark
from comity.programmes.rules import talk
from comity.programmes.rules.life import side_of


def _filed(programme: Programme, event: CommentMade | CommentDropped) -> tuple[str, Iterable[str]]:
    """This will keep the entry within the walls of the side that wrote."""
    return programme.subject, programme.own_side(Side(event.side))


@action(may=talk.may_comment, facts=queries.facts_of_remark, filed=_filed)
def comment(
    programme: Programme,
    actor: Actor,
    now: datetime,
    *,
    text: str,
    paragraph: str = "",
    purpose: talk.Remark = talk.Remark.PENDING,
) -> CommentMade:
    """This will write a comment that only one's own side sees: to be sent later, or to stay inside."""
    side = side_of(actor, programme.party_code) or Side.STAFF
    row = Paragraph.objects.get(programme=programme, number=paragraph) if paragraph else None
    Remark.objects.create(
        programme=programme,
        paragraph=row,
        side=side,
        purpose=purpose,
        text=text.strip(),
        person_id=actor.person_id or 0,
        at=now,
        audience=programme.own_side(side),
    )
    return CommentMade(programme.code, paragraph, side)


@action(may=talk.may_comment, facts=queries.facts_of, filed=_filed)
def drop_comment(programme: Programme, actor: Actor, now: datetime, *, remark: int) -> CommentDropped:
    """This will take back a comment of one's own side that was not sent."""
    side = side_of(actor, programme.party_code) or Side.STAFF
    Remark.objects.filter(programme=programme, side=side, pk=remark).exclude(purpose=talk.Remark.SENT).delete()
    return CommentDropped(programme.code, side)


@action(may=talk.may_send_comments, facts=queries.facts_of)
def send_comments(programme: Programme, actor: Actor, now: datetime) -> CommentsSent:
    """This will send all that a side has ready, in one go."""
    side = side_of(actor, programme.party_code) or Side.STAFF
    ready = list(Remark.objects.filter(programme=programme, side=side, purpose=talk.Remark.PENDING).order_by("pk"))
    Comment.objects.bulk_create(
        Comment(
            programme=programme,
            paragraph_id=one.paragraph_id,
            side=side,
            party=code_for(actor, programme),
            person_id=one.person_id,
            version=programme.shared_version,
            text=one.text,
            sent_at=now,
            audience=programme.both_sides,
        )
        for one in ready
    )
    Remark.objects.filter(pk__in=[one.pk for one in ready]).update(purpose=talk.Remark.SENT)
    return CommentsSent(programme.code, programme.party_code, side, programme.shared_version, len(ready))


@action(may=talk.may_dispose, facts=queries.facts_of_comment)
def dispose(
    programme: Programme,
    actor: Actor,
    now: datetime,
    *,
    comment: int,
    disposition: talk.Disposition,
    reason: str = "",
) -> CommentAnswered:
    """This will answer a comment of the other side, once."""
    row = Comment.objects.select_related("paragraph").get(programme=programme, pk=comment)
    row.disposition, row.reason = disposition, reason.strip()
    row.answered_at, row.answered_by_id = now, actor.person_id
    row.save(update_fields=["disposition", "reason", "answered_at", "answered_by_id"])
    left = Comment.objects.filter(programme=programme, side=row.side, disposition="").count()
    number = row.paragraph.number if row.paragraph else ""
    return CommentAnswered(programme.code, programme.party_code, number, row.side, disposition, left)
