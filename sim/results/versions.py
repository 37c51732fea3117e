"""Which software a run was made with."""

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGE = "lifecycle-offers"
OTHERS = ("numpy", "numba", "pandas", "simpy")


def versions() -> dict[str, str]:
    """Python, this package and those whose arithmetic or order could change a number."""
    found = {"python": platform.python_version(), PACKAGE: version_of(PACKAGE)}
    return found | {name: version_of(name) for name in OTHERS}


def version_of(package: str) -> str:
    """The installed version; ``unknown`` where the package runs from its sources alone.

    >>> version_of("no-such-package")
    'unknown'
    """
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
