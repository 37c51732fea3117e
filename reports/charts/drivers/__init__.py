"""The charts of numbers that drive a lead."""
