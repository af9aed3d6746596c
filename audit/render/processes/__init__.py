"""Processes that work for a batch: forked from a warm one, or begun by a command."""
