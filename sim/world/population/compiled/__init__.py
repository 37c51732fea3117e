"""The story of `sim.world.population.person`, compiled: for people in columns."""
