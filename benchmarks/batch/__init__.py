"""What an agency costs in a batch, by several ways that make the same page."""
