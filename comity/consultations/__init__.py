"""Consultation with partners: meetings in flexible formats (28+n), and concerns that a partner raises.

Nouns: consultation (body, framework or participants, subject, mandate, dates), participant, invitation, notice (to a
partner not invited), session, follow-up, meeting (of a framework), concern, alert (a public warning from elsewhere).
Verbs: request, revise, check, send back, withdraw, agree, invite, accept, decline, inform, plan, convene, hold, record,
release, follow up, close; raise, take up, answer; import an alert.
"""
