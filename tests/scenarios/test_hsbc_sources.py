"""Claims: every number of the shipped scenario that decides something says where it comes from."""

from sim.scenario import load
from sim.scenario.shape import numbers_of
from tests.scenarios.test_hsbc_is_plausible import SCENARIOS

NEED_NONE = {
    "scenario": "the language",
    "years": "the question",
    "people": "a size that changes no mean",
    "seed": "luck",
    "life.enter.age": "the question",
    "life.stages.child.from": "the question",
    "behaviour.satisfaction.start": "the market's",
    "behaviour.buying.reference": "nothing is bought",
    "behaviour.buying.frequency": "nothing is bought",
    "behaviour.buying.for_people": "nothing is bought",
}


def test_every_number_that_decides_something_has_a_source() -> None:
    scenario = load(SCENARIOS / "hsbc.yaml")
    stems = [path.removesuffix("*").removesuffix(".") for path in scenario.sources]
    numbers = [path for path, (_, value) in numbers_of(scenario).items() if value]
    unsourced = {
        path
        for path in numbers
        if not path.startswith("uncertain") and not any(_below(path, stem) for stem in stems)
    }
    assert unsourced == set(NEED_NONE)


def test_no_source_speaks_for_all_products_at_once() -> None:
    assert "products.*" not in load(SCENARIOS / "hsbc.yaml").sources


def _below(path: str, stem: str) -> bool:
    return path == stem or path.startswith(f"{stem}.")
