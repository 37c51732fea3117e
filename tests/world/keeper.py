"""Keeps a Ray head until whoever asked for it is done, or gone: then all of it ends.

``python keeper.py COMMAND...`` runs a command as the first of a group of processes. When the
standard input ends, also since its other end was killed, so does the whole group.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress

SECONDS = 30.0
"""So long the command may take to end by itself."""


def keep(command: list[str]) -> None:
    """Run a command until the standard input ends."""
    kept = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    try:
        sys.stdin.read()
    finally:
        kept.terminate()
        with suppress(subprocess.TimeoutExpired):
            kept.wait(SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(kept.pid, signal.SIGKILL)


if __name__ == "__main__":
    keep(sys.argv[1:])
