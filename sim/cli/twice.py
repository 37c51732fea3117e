"""Changes of a scenario on the command line that undo one another."""

from collections.abc import Sequence

import typer


def refuse_undone(changes: Sequence[str] | None, **numbers: int | None) -> None:
    """Refuse a change whose path, or a part of it, a later change sets again.

    ``numbers`` are the options that set a word of the same name, and come after ``changes``.

    Raises:
        typer.BadParameter: naming both, since one of them would be dropped unread.
    """
    given = [(_path(change), f"--set {change}") for change in changes or ()]
    given += [((word,), f"--{word} {n}") for word, n in numbers.items() if n is not None]
    for place, (later, again) in enumerate(given):
        for earlier, first in given[:place]:
            if earlier[: len(later)] == later:
                path = ".".join(later)
                raise typer.BadParameter(
                    f"{path} is set twice, by {first} and by {again}. Keep one of the two."
                )


def _path(change: str) -> tuple[str, ...]:
    return tuple(change.partition("=")[0].strip().split("."))
