"""The same questions and acts as the web offers, for programs, as JSON. One module a subject.

A program shows a key of its person, or uses the session of an account and sends the proof of origin (X-CSRFToken) with
what it changes (docs/api.md). What is refused is answered with a problem document (RFC 9457) that carries
the code, the ground and who can unblock it.
"""
