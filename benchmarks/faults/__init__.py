"""Plants faults in clean reports and shows how many are found, and whether where they are: ``python -m benchmarks.faults``."""
