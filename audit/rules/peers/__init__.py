"""Rates beside those of peers: rules over all reports of one review."""
