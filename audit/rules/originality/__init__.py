"""Text shared with other agencies' reports or with last year's: rules over all reports of one review."""
