"""Telling people who run this version for the first time why nothing happens at first."""

from sim.cli.saying import complain


def tell_of_compiling() -> None:
    """Say that rules are going to be compiled, unless their machine code is there already."""
    from sim.rules.compiled import is_kept

    if not is_kept():
        complain("Compiling the rules, once (about half a minute) …")
