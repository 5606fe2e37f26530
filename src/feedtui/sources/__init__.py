"""Bytes to papers: one kind of source a file. Knows no network and no library."""
