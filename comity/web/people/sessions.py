"""How a session is read: every request does it, so the statement is written here and not composed each time."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read with a statement of our own."""

    def load(self) -> dict[str, Any]:
        """This will give what is kept of a session; one that is unknown or over is as good as none."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row[0])
        return kept
