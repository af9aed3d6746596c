"""What is installed here: the toolkit's own code and supplies, and the libraries that it runs with."""
