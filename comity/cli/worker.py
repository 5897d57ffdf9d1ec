"""What a web worker runs: the application, and a thread that ends the worker when its server is gone.

Ctrl-C reaches every process of the group. A worker leaves it to the server, which then tells the workers to end: told
twice, granian's worker would hang.
"""

import os
import signal
import threading
import time

from comity.config.wsgi import application

__all__ = ["application"]

LOOK_SECONDS = 1.0
GRACE_SECONDS = 10.0


def _follow(parent: int) -> None:
    """This will end this process soon after the one that started it, also when that one was killed."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
threading.Thread(target=_follow, args=(os.getppid(),), name="follow-parent", daemon=True).start()
