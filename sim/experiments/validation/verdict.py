"""Which of many comparisons fail, if all together may fail by chance only so often.

Holm's procedure (1979): the comparisons are taken from the least likely on; the first of ``m``
fails below ``level / m``, the next below ``level / (m - 1)``, and so on until one does not. The
chance that any fails although the program is right is then at most ``level``, however the
comparisons depend on each other.
"""

from collections.abc import Sequence

LEVEL = 0.001
"""The chance that any comparison of a validation fails although the program is right."""


def failing(chances: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Of each comparison, by its chance: whether it fails.

    >>> failing([0.04, 0.01, 0.5], 0.05)
    [False, True, False]
    """
    fails = [False] * len(chances)
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    for done, place in enumerate(order):
        if chances[place] > level / (len(chances) - done):
            break
        fails[place] = True
    return fails
