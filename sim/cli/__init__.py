"""The command line. Starting it imports no more than its options need."""

import atexit
import gc
import sys

GARBAGE_AT_LEAST = 1_000_000
"""Objects between two searches for garbage: nearly all that a start makes stays to the end."""


def main() -> None:
    """Run the command line: the console script ``sim``."""
    gc.set_threshold(GARBAGE_AT_LEAST)
    atexit.register(gc.freeze)  # else Python's end searches all that ends with it anyway
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        from sim.cli.app import app

        app()
    except KeyboardInterrupt:
        from sim.cli.saying import complain

        complain("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        from sim.cli.saying import discard_output

        discard_output()
        sys.exit(0)
