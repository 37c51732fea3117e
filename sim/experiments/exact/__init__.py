"""Exact expectations of a scenario's own numbers, to hold a run against.

Where people do not meet, what becomes of one person is a Markov chain of few states, and the mean
and variance of everything that is counted follow by recursion. `sim.experiments.exact.reduction`
says what has to be switched off for that; nothing here shares code with the engines but the reading
of the scenario.
"""
