"""The folder of results: who may write there, which files it holds, what they were made of."""
