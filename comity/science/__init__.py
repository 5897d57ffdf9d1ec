"""Science for Peace and Security: grants for scientists of Allies and partners who work together (P§14).

Nouns: call, application, co-director, twin (an application much like another),
reviewer, review, result, grant, milestone, payment, report on progress, property.
Verbs: publish, begin, write, submit, settle, check, turn away; list a reviewer, assign, recuse, score, rank;
award, decline, set and meet a milestone, ask for, approve, refuse and pay, report, remind, enter property, close.
"""
