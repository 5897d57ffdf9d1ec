"""What may be done with decisions."""

from comity.decisions.actions.closing import close_silence, declare, record_follow_up, remind
from comity.decisions.actions.deciding import agree_in_meeting, lapse, put_on_agenda, release, withdraw
from comity.decisions.actions.drafting import draft, go_on, revise, send_to_committee, write
from comity.decisions.actions.letters import ask_time, break_silence, record_letter, reserve, state
from comity.decisions.actions.opening import extend, open_silence
from comity.decisions.actions.questions import answer_question, ask_question

__all__ = [
    "agree_in_meeting",
    "answer_question",
    "ask_question",
    "ask_time",
    "break_silence",
    "close_silence",
    "declare",
    "draft",
    "extend",
    "go_on",
    "lapse",
    "open_silence",
    "put_on_agenda",
    "record_follow_up",
    "record_letter",
    "release",
    "remind",
    "reserve",
    "revise",
    "send_to_committee",
    "state",
    "withdraw",
    "write",
]
