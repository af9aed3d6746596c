"""What a call of the command line says and means, and how it is answered."""
