"""Notices: who is told what has happened, in their own language, through the outbox."""
