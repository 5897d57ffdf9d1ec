"""Education, training and capacity building of partners, and what partners give themselves (P§7c).

Nouns: need, offer, match (the clearing house); contribution;
recognition (of a training centre).
Verbs: state and drop a need; offer and drop an offer; propose, accept, decline and confirm a match; apply, assess,
turn down, withdraw, recognise, give back.
"""
