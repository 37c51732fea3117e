"""What people hold, here and elsewhere, rebuilt from a run's events: as calibration does it."""

from sim.experiments.calibration.holdings import Holdings, holdings_of

__all__ = ["Holdings", "holdings_of"]
