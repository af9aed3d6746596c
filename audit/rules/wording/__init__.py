"""How a report is written: its marks, its words, the names of organs, years, private data."""
