"""The program against closed forms: what theory says of a scenario, and what the engine gave."""
