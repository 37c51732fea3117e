"""Breaks rules on purpose and says which breaks no test catches.

``python -m tests.mutations``: those of the table. ``--generated FILE ...``: every slip that Cosmic
Ray makes in files of rules (all of them without FILE).
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator

from tests.mutations import generated
from tests.mutations.table import MUTATIONS
from tests.mutations.trial import Verdict, bench


def main(arguments: list[str]) -> int:
    """Try them all; the exit status is 1 where any survived."""
    parser = argparse.ArgumentParser("python -m tests.mutations", description=__doc__)
    parser.add_argument("--generated", nargs="*", metavar="FILE")
    parser.add_argument("--only", default="", metavar="WORDS", help="of the table: that say so")
    asked = parser.parse_args(arguments)
    if asked.generated is None:
        return _told(_table(asked.only))
    return _told(_slips(asked.generated or generated.rules()))


def _table(words: str) -> Iterator[tuple[str, Verdict]]:
    chosen = [m for m in MUTATIONS if words in f"{m.file}: {m.breaks}"]
    with bench() as process:
        sound = {test: None for m in chosen for test in m.tests}
        if sound and not process.passes(chosen[0].file, sound):
            raise SystemExit("These tests fail without any mutation: " + " ".join(sound))
        for mutation in chosen:
            yield f"{mutation.file}: {mutation.breaks}", process.tried(mutation)


def _slips(files: Iterable[str]) -> Iterator[tuple[str, Verdict]]:
    with bench() as process:
        for file in files:
            if not generated.passes(process, file):
                raise SystemExit(f"The tests of {file} fail without any mutation, or take too long")
            for mutant in generated.mutants_of(file):
                yield str(mutant), generated.tried(process, mutant)


def _told(verdicts: Iterable[tuple[str, Verdict]]) -> int:
    survived, tried, began = 0, 0, time.monotonic()
    for told, verdict in verdicts:
        tried += 1
        survived += verdict is Verdict.SURVIVED
        print(f"{verdict.value:<9} {told}", flush=True)
    seconds = time.monotonic() - began
    print(f"{tried} tried, {tried - survived} caught, {survived} survived, in {seconds:.0f} s")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
