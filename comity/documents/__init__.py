"""Papers: what is written once, kept in both languages, marked for its readers and printed alike everywhere.

Nouns: paper (a symbol, a title in both languages, what it is about), version (its text, never changed), attachment (a
file that came from outside), marking (level and audience in words), rendering. Verbs: file, revise, supplement, attach,
release.
"""
