"""Punctuation, left-over markup and terms."""
