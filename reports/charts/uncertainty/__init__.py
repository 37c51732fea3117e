"""The charts of uncertain numbers."""
