"""The charts of a run, each with its definition, its band, its units and the trap it avoids."""
