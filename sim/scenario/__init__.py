"""Scenarios: from a YAML file that a strategist can read aloud to numbers that can be trusted."""

from sim.scenario.keys import product_key
from sim.scenario.load import again, load, load_text, tables_of, with_numbers
from sim.scenario.models.scenario import Scenario, Source
from sim.scenario.problem import Problem, ScenarioError
from sim.scenario.schema import schema
from sim.scenario.segments import behaviour_of

__all__ = [
    "Problem",
    "Scenario",
    "ScenarioError",
    "Source",
    "again",
    "behaviour_of",
    "load",
    "load_text",
    "product_key",
    "schema",
    "tables_of",
    "with_numbers",
]
