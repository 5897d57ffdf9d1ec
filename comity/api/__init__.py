"""The same questions and acts as the web offers, for programs, as JSON. One module a subject.

Who may ask is who has signed in: a program uses the session of an account that was given to it, and sends the proof of
origin (X-CSRFToken) with what it changes. What is refused is answered with a problem document (RFC 9457) that carries
the code, the ground and who can unblock it.
"""
