"""Individual programmes: one engine for every type of programme that the policy pack describes (P§13).

A programme is written by two sides, the partner and the staff. One side at a time holds the pen; what it writes becomes
a numbered version that the other side sees once the pen is handed over. Where the sides differ, the text carries
brackets. Both agree to one version, the Council approves it, and its goals carry over to the next one.

Nouns: programme (of a type, for a period), section, paragraph (with a number that stays), wording, version, agreement,
lock, remark (one side's own), comment (sent), goal (outlives programmes), progress, chosen activity.
Verbs: begin, insert, write, delete, bracket, resolve, lock, release; comment, send comments, dispose; add and carry a
goal, choose, drop and turn down an activity; submit, take up, send back, agree, put to the Council, approve,
start and conclude a review, close, withdraw.
"""
