"""Who lives, when, and the money: people and a firm in one SimPy environment."""
