"""Measures of a firm by their standard definitions, each with its interval."""
