"""Operations led by the Alliance and the partners that contribute to them (P§8).

Nouns: operation, contributor, arrangement, draft, comment, consultation, unit, evaluation.
Verbs: plan, enter phase, show interest, recognise, decline, offer, assess, sign, put forward, accept, withdraw;
circulate, comment, answer, settle; link; enter unit, evaluate.
"""
