"""Figures of a government and of those whose figures it covers: rules over all reports of one review."""
