"""A table of runs: points of a design, each run under some seeds, measured once and kept."""
