"""Words, sentences and paragraphs that are printed twice."""
