"""Rules on figures of the text that the tables state as well, one rule for each kind of figure."""
