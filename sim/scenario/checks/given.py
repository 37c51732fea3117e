"""What the checks look at.

Names come from the file's data rather than from the scenario that was read, so that a
product with a wrong value is still a product, and is not reported a second time wherever
it is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.scenario.fields import Leaf
from sim.scenario.models.scenario import Scenario
from sim.scenario.problem import Path
from sim.scenario.shape import walk


@dataclass(frozen=True)
class Given:
    """A scenario (parts that are wrong taken out), the file's data, and its data tables.

    ``offered`` says of a scenario after changes which strategy offered which product before.
    """

    scenario: Scenario
    data: dict[str, Any]
    tables: Mapping[str, str | Exception]
    offered: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def leaves(self) -> list[tuple[Path, Leaf, Any]]:
        """Every value of the scenario: path, field, value."""
        return list(walk(self.scenario))

    @property
    def stages(self) -> list[str]:
        """Names of the stages of life, in the order of the file."""
        life = self.data.get("life")
        return _names(life.get("stages")) if isinstance(life, dict) else []

    @property
    def products(self) -> list[str]:
        """Names of the products, in the order of the file."""
        return _names(self.data.get("products"))


def _names(written: Any) -> list[str]:
    return list(written) if isinstance(written, dict) else []
