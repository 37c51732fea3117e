"""The option that says whose lead over whom is looked at."""

from typing import Annotated

import typer

Strategies = Annotated[
    str | None,
    typer.Option(
        "--strategies",
        metavar="A,B",
        help="Whose lead over whom. By default that of the best over the next best.",
        show_default=False,
    ),
]


def two_names(written: str | None) -> tuple[str | None, str | None]:
    """The leader and its rival, or neither.

    Raises:
        typer.BadParameter: they are not two.
    """
    if written is None:
        return None, None
    names = [name.strip() for name in written.split(",")]
    if len(names) != 2 or not all(names):
        raise typer.BadParameter(
            f"--strategies {written} names {len(list(filter(None, names)))}: expected two, "
            "the leader and its rival, such as --strategies waiting,reaching_out."
        )
    return names[0], names[1]
