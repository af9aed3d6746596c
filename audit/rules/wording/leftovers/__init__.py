"""Text that drafting has left behind: marks of editors and programs, text of templates."""
