"""Plain messages, on the output for programs and on the error stream for people.

A reader who closes the pipe early has seen enough; that is no failure of the command.
"""

import os
import sys


def say_plainly(text: str) -> None:
    """Print text as it is, on the output."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        discard_output()


def complain(text: str) -> None:
    """Print text as it is, on the error stream."""
    print(text, file=sys.stderr, flush=True)


def discard_output() -> None:
    """Let nothing more be written to an output that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
