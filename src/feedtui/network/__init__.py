"""Bytes from the web: asked for politely, taken with care. Knows no papers and no library."""
