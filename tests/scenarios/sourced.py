"""Which numbers that a scenario writes no source speaks for."""

from sim.scenario import document
from sim.scenario.models.scenario import Scenario
from sim.scenario.shape import numbers_of
from sim.scenario.translate import at


def unsourced(scenario: Scenario) -> set[str]:
    """Paths of the file's numbers, other than 0, that no path under ``sources`` covers."""
    written = document.read(scenario.source.text, scenario.source.name).data
    stems = [path.removesuffix("*").removesuffix(".") for path in scenario.sources]
    return {
        path
        for path, (_, value) in numbers_of(scenario).items()
        if value
        and at(tuple(path.split(".")), written) is not None
        and not path.startswith("uncertain")
        and not any(path == stem or path.startswith(f"{stem}.") for stem in stems)
    }
