"""Trust funds: projects led by nations and paid by those who wish to contribute, from the idea to the closure (P§14).

Nouns: fund, lead, proposal, phase, agreement, gift (a contribution as it is published), milestone, counter, count.
Verbs: suggest, take_lead, study, plan_phase, propose, agree, send_back, put_to_council, give_back, set_up, drop;
note_money, sign_agreement, start; plan_milestone, reach, verify, set_counter, count, close.
"""
