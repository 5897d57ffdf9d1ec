"""Education, training and capacity building of partners, and what partners give themselves (P§7c).

Nouns: need, offer, match (the clearing house); contribution;
recognition (of a training centre);
integrity review with answers, experts, findings and measures;
school support with its findings, objectives, events and reviews.
Verbs: state and drop a need; offer and drop an offer; propose, accept, decline and confirm a match; apply, assess,
turn down, withdraw, recognise, give back; open, answer, hand in, share and withdraw a review, name, accept, turn down
and recuse an expert, set the visit, write, hand over and comment findings, add, change, drop and report measures, agree
and reopen the plan; ask for support, assess a school, plan, agree, contribute, report, review and close.
"""
