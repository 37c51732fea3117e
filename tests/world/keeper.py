"""Keeps a Ray head until whoever asked for it is done, or gone: then all of it ends.

``python keeper.py COMMAND...`` runs a command as the first of a group of processes. When the
standard input ends, also since its other end was killed, so does the whole group; and so does all
when the command ends by itself.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Thread

SECONDS = 30.0
"""So long the command may take to end by itself."""


def keep(command: list[str]) -> int:
    """Run a command until the standard input ends; its exit status."""
    kept = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    Thread(target=_end_with_input, args=[kept], daemon=True).start()
    try:
        return kept.wait()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(kept.pid, signal.SIGKILL)


def _end_with_input(kept: "subprocess.Popen[bytes]") -> None:
    while os.read(0, 1):
        pass
    kept.terminate()
    try:
        kept.wait(SECONDS)
    except subprocess.TimeoutExpired:
        kept.kill()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
