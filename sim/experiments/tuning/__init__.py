"""A strategy's own settings, searched for what makes it worth most within the firm's cash."""
