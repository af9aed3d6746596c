"""What the toolkit takes of the machine that it runs on: processes, programs, libraries, the state that users keep."""
