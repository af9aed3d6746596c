"""Rules that compare the tables of two or more years."""
