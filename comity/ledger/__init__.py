"""Money for all houses above: what may be spent, what is promised, owed and paid, from whom it came (P§7c).

Nouns: line, position, commitment, invoice, transaction, posting, rate, fund, contribution, statement.
Verbs: open_line, revise_line, close_line, reopen_line, commit, release, oblige, pay, pledge, sign, receive, lapse,
record_rate, reverse.
"""
