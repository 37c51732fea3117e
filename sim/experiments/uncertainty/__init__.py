"""What is not known of a scenario's numbers: drawn, lived, and what it would be worth to know."""
