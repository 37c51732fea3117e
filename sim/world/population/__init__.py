"""Populations: people told one by one, or as columns."""
