"""Years that a sentence should not name, or names without 年."""
