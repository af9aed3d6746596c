"""Whether the parts of the report are there, in order, numbered and with their titles."""
