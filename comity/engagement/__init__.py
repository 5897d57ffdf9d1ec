"""Partners beyond the frameworks: dialogue with nations that have no arrangement (P§10), and organisations (P§9).

Nouns: dialogue, contact, path; cooperation (with an organisation), staff talks, joint activity, agreement.
Verbs: propose, begin, decline, log, note path, close; set up, record talks, plan, sign, end.
"""
