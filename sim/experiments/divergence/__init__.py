"""Where two runs of the same people part: the first person, month and decision.

For developers, when two engines, or one of them on other threads, do not agree to the last bit:

    python -m sim.experiments.divergence hsbc --people 200 --left agents --right columns
"""

from sim.experiments.divergence.find import Divergence, Engine, Side, divergence
from sim.experiments.divergence.telling import told
from sim.experiments.divergence.unlike import unequal

__all__ = ["Divergence", "Engine", "Side", "divergence", "told", "unequal"]
