"""Decisions of the Council and its committees, by consensus and by silence.

Nouns: body, format (who sits when it meets), item (a text with numbered operative paragraphs, called lines), silence
(one period with its end), letter (what a delegation writes while it runs), question, action sheet. Verbs: draft, write,
send to committee, open silence, extend, break silence, state, reserve, ask for time, record a letter, close silence,
declare, revise, put on the agenda, agree in a meeting, withdraw, lapse, release.
"""
