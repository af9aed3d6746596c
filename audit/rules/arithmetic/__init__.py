"""Arithmetic of the tables: totals, balances, whole numbers."""
