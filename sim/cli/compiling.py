"""Telling people who run this version for the first time why nothing happens at first."""

from sim.cli.saying import complain

FEW = 20
"""With fewer compiled rules than this in the cache, most are still to be compiled."""


def tell_of_compiling() -> None:
    """Say that rules are going to be compiled, unless their machine code is there already."""
    from sim.rules.compiled import cache_folder

    if sum(1 for _ in cache_folder().rglob("*.nbi")) < FEW:
        complain("Compiling the rules, once (about 10 seconds) …")
