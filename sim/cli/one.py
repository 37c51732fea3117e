"""Commands that take one thing at a time, and say so where a shell's ``*`` gave them several."""

from typing import Any

from typer.core import TyperCommand

SHOWN = 5
"""So many of the things given are named."""


class OneThing(TyperCommand):
    """A command whose further arguments are refused by name."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse every argument after the first."""
        further = super().parse_args(ctx, args)
        if further and not ctx.resilient_parsing:
            ctx.fail(self._refusal(ctx, further))
        return further

    def _refusal(self, ctx: Any, further: list[str]) -> str:
        wanted = next((each for each in self.params if each.param_type_name == "argument"), None)
        if wanted is None:
            return f"No argument is expected, and here is {', '.join(further[:SHOWN])}"
        given = [str(ctx.params[wanted.name]), *further]
        more = ", …" if len(given) > SHOWN else ""
        named = f"{', '.join(given[:SHOWN])}{more}"
        return f"One {wanted.metavar} is expected, and here are {len(given)}: {named}"
