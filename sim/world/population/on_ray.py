"""Shards as actors on Ray: on the processors of this machine, or on many machines.

Ray carries messages, finds places and notices who is gone; nothing of the model is here. An actor
that dies is not restarted by Ray, which would start it without what it knew: it is made anew and
told everything again (`sim.world.population.carrier`).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sim.world.one_program import working
from sim.world.population.carrier import Answer, Place
from sim.world.population.shard import Deal, LostError, Order, Shard

TO_BE_PLACED = 1
"""Bytes of memory asked for each shard: who asks for nothing is put on any node, whichever is told
(ray-project/ray#25344)."""


class OnRay:
    """An actor for each shard, spread over the nodes by their processors."""

    def __init__(self, ray: Any, deal: Deal) -> None:
        self.ray, self.deal = ray, ray.put(deal)
        kept = ray.remote(num_cpus=0, memory=TO_BE_PLACED, max_restarts=0, max_task_retries=0)
        self.actor = kept(Shard)
        self.living: dict[int, tuple[str, Any]] = {}  # by shard: its node and its actor

    def new(self, place: int) -> Place:
        """An actor on the node that has the fewest for its processors."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        if place in self.living:
            self._kill(place)
        node = self._emptiest()
        strategy = NodeAffinitySchedulingStrategy(node, soft=True)
        actor = self.actor.options(scheduling_strategy=strategy).remote(self.deal, place)
        self.living[place] = node, actor
        return _Actor(self.ray, actor)

    def close(self) -> None:
        """Let go of all actors."""
        for place in tuple(self.living):
            self._kill(place)

    def _kill(self, place: int) -> None:
        """End an actor, also one that lives but cannot be reached."""
        _, actor = self.living.pop(place)
        self.ray.kill(actor)

    def _emptiest(self) -> str:
        taken = Counter(node for node, _ in self.living.values())
        nodes = working(self.ray)
        return min(nodes, key=lambda node: (taken[node] + 1) / nodes[node])


class _Actor:
    def __init__(self, ray: Any, actor: Any) -> None:
        self.ray, self.actor = ray, actor

    def send(self, first: int, orders: Sequence[Order]) -> Answer:
        sent = self.actor.obey.remote(first, list(orders))

        def answer() -> Any:
            try:
                return self.ray.get(sent)
            except self.ray.exceptions.RayTaskError as error:
                raise error.cause from error
            except self.ray.exceptions.RayError as error:
                raise LostError(_first_line(error)) from error

        return answer


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
