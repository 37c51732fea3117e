"""The page: one HTML file that opens offline, prints well, and can be mailed."""
