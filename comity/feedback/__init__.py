"""Reports after an activity, and what follows from them: what is kept, what is pruned (P§15).

Nouns: report (of a participant, a nation or the provider), mark, response rate, evidence, pruning proposal.
Verbs: open, send, correct, remind, propose, keep, prune.
"""
