"""The Partnership Cooperation Menu: what is on offer, from the first offer to the day it is retired.

Nouns: course (a template), activity (dated), outside code (with validity), seat share (reserved seats), saved view.
Verbs: offer, screen, agree, publish, change, postpone, cancel, hold, report, retire; import and export in one format.
"""
