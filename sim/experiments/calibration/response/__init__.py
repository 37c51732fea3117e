"""What a bank's calls tell of response and fatigue: a discrete-time hazard of the first yes."""
