"""Education, training and capacity building of partners, and what partners give themselves (P§7c).

Nouns: need, offer, match (the clearing house); contribution.
Verbs: state and drop a need; offer and drop an offer; propose, accept, decline and confirm a match.
"""
