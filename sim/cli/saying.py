"""Plain messages, on the output for programs and on the error stream for people.

A reader who closes the pipe early has seen enough; that is no failure of the command. An output
that takes nothing is one, since a result was lost. An error stream that takes nothing is none.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class OutputError(Exception):
    """The output took nothing: it is closed, or its disk is full."""


def say_plainly(text: str) -> None:
    """Print text as it is, on the output.

    Raises:
        OutputError: it could not be written.
    """
    with output_told():
        print(text, flush=True)


@contextmanager
def output_told() -> Iterator[None]:
    """Turn a failure to write to the output within into an OutputError.

    Raises:
        OutputError: the output is closed, or takes nothing.
    """
    if sys.stdout is None:
        raise OutputError("The output could not be written: it is closed.")
    try:
        yield
    except BrokenPipeError:
        discard_output()
    except OSError as error:
        discard_output()
        raise OutputError(f"The output could not be written: {error.strerror}.") from None


@contextmanager
def kept_in(folder: object) -> Iterator[None]:
    """Say of an output that is lost within that the run itself is not."""
    try:
        yield
    except OutputError:
        message = f"The run is kept in {folder}, but the output could not be written."
        raise OutputError(message) from None


def complain(text: str) -> None:
    """Print text as it is, on the error stream, where there is one."""
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _discard(sys.stderr)


def discard_output() -> None:
    """Let nothing more be written to an output that nobody reads."""
    _discard(sys.stdout)


def _discard(stream: TextIO | None) -> None:
    if stream is not None and not stream.closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
