"""Whether all machines of a cluster run this program: another may come to other numbers."""

from pathlib import Path
from typing import Any

from sim.rules.compiled import fingerprint

SIM = Path(__file__).parents[1]

SECONDS = 120.0
"""So long all machines together may take to answer: each starts a process first."""


def program() -> str:
    """A fingerprint of all files of this program, of Numba's version and of Python's."""
    return fingerprint(tuple(sorted(SIM.rglob("*.py"))))


def working(ray: Any) -> dict[str, float]:
    """The processors of each node that has some; of all nodes, one each, where none has any."""
    alive = [node for node in ray.nodes() if node["Alive"]]
    nodes = {node["NodeID"]: node["Resources"].get("CPU", 0.0) for node in alive}
    return {node: cpus for node, cpus in nodes.items() if cpus} or dict.fromkeys(nodes, 1.0)


def other_program(ray: Any) -> str:
    """Which machine runs another program and what to do, in a few words; empty where none does.

    Raises:
        ray.exceptions.RayError: a machine does not answer.
    """
    mine, places = program(), {node["NodeID"]: node["NodeManagerAddress"] for node in ray.nodes()}
    for node, told in _told(ray).items():
        if told != mine:
            runs = "runs another version of this program" if told else "cannot run this program"
            return (
                f"since its machine {places[node]} {runs}: files of sim, Numba or Python are "
                "others there, or missing, and numbers could differ. Install the same versions on "
                "all machines, and start Ray there with that Python."
            )
    return ""


def _told(ray: Any) -> dict[str, str]:
    """By node: its program, empty where it has none."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    def told() -> str:  # within, so that it is sent as it is: a node may not have this file
        try:
            from sim.world import one_program
        except ImportError as error:
            return "another" if str(error.name).startswith("sim.") else ""
        return one_program.program()

    ask = ray.remote(num_cpus=0)(told)
    asked = {
        node: ask.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=False))
        for node in working(ray)
    }
    answers = ray.get([each.remote() for each in asked.values()], timeout=SECONDS)
    return dict(zip(asked, answers, strict=True))
