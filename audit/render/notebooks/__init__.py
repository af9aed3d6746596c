"""Notebooks and what they are given: found, executed, written as pages."""
