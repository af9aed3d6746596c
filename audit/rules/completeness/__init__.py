"""What the form asks for and the report has or lacks."""
