"""Questions about an item, and their answers."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.decisions import rules
from comity.decisions.events import QuestionAnswered, QuestionAsked
from comity.decisions.models import Item, Question
from comity.decisions.queries import facts as facts_queries
from comity.kernel.action import action


@action(may=rules.may_ask_question, facts=facts_queries.facts_of)
def ask_question(item: Item, actor: Actor, now: datetime, *, text: str) -> QuestionAsked:
    """This will ask something about an item, in sight of all who read it. It does not break silence."""
    asked = Question.objects.create(
        item=item,
        party=actor.party or "",
        text=text.strip(),
        asked_at=now,
        person_id=actor.person_id,
        audience=list(item.audience),
    )
    return QuestionAsked(item.symbol, asked.pk)


def _answered(question: Question, event: QuestionAnswered) -> tuple[str, list[str]]:
    return f"decision:{event.symbol}", list(question.audience)


@action(may=rules.may_answer_question, facts=facts_queries.facts_of_question, filed=_answered)
def answer_question(question: Question, actor: Actor, now: datetime, *, answer: str) -> QuestionAnswered:
    """This will answer a question, in sight of all who read the item."""
    question.answer, question.answered_at, question.answered_by = answer.strip(), now, actor.person_id
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    return QuestionAnswered(question.item.symbol, question.pk)
