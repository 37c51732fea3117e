"""Telling people who run this version for the first time why nothing happens at first."""

from sim.cli.saying import complain

LAST = "advance.advance-*.nbi"
"""What is compiled last: once it is in the cache, everything is."""


def tell_of_compiling() -> None:
    """Say that rules are going to be compiled, unless their machine code is there already."""
    from sim.rules.compiled import cache_folder

    if next(cache_folder().rglob(LAST), None) is None:
        complain("Compiling the rules, once (about half a minute) …")
