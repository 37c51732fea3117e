"""The lead of a strategy as numbers of the scenario move: a grid, or a design of points."""
