"""``sim schema``: the scenario language as JSON Schema."""

import json

from sim.cli.failures import failures_told


def schema() -> None:
    """Print the JSON Schema of scenarios, for editors that complete and underline."""
    with failures_told():
        from sim.cli.saying import say_plainly
        from sim.scenario import schema as of_language

        say_plainly(json.dumps(of_language(), indent=2, ensure_ascii=False))
