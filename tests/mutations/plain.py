"""The rules as plain Python: a broken rule is tried at once, without compiling all that calls it.

Four files stay compiled, for speed and for whole numbers that overflow on purpose: dice, logarithms
and fingerprints. They are compiled once, before any rule is broken.
"""

from collections.abc import Callable
from typing import Any

import numba

COMPILED = ("sim.rules.chance", "sim.rules.numbers", "sim.world.happenings")
"""Compiled as ever, unless they are broken themselves."""

compiler: Callable[..., Any] = numba.njit


def without_compiler(broken: str) -> None:
    """From now on leave functions as they are, of `COMPILED` modules only the ``broken`` one's."""

    def njit(function: Any = None, **how: Any) -> Any:
        def left(given: Any) -> Any:
            if given.__module__ in COMPILED and given.__module__ != broken:
                return compiler(**how)(given)
            given.py_func = given
            return given

        return left if function is None else left(function)

    vars(numba)["njit"] = njit


def compile_now() -> None:
    """Compile what stays compiled, for all trials to come."""
    from sim.rules import chance, numbers

    chance.draw(1, 2, 3, 4, 5)
    chance.happens(1, 2, 3, 4, 5, 0.5)
    chance.month_dice(1, 2, 3)
    numbers.power(numbers.logistic(numbers.normal_quantile(0.3)), 3)
    numbers.exp(numbers.log(0.5)), numbers.logit(0.5)
