"""Many lives compared: differences paired by person, their intervals, and where they come from."""
