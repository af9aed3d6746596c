"""What is said of a problem: first of all, what settles it, what the organ is told, how many there are."""
