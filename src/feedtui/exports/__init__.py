"""Papers to text: one format a file. Pure; writes no file."""
