"""The text against the tables and against itself."""
