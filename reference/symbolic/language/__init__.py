"""The plain-text language of textbook lines and derivations."""
