"""Who reported, who did not, and whose report each file is: rules over all reports of one review."""
