"""Calibration: numbers of a scenario found so that simulated patterns match measured ones."""
