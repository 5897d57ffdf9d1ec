"""Persons, their accounts, and who acts for which party from when to when.

Nouns: person, account, appointment (role for a party, dated), deputy, key of a program. Verbs: appoint, end, deputise,
hand over, make and end a key.
"""
