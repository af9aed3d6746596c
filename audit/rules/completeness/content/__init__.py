"""Whether the parts say what the law asks them to say."""
