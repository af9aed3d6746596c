"""What the toolkit takes of the machine that it runs on: processes, processor time, memory, temporary folders."""
