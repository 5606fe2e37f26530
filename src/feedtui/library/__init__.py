"""Keeps papers and marks, and answers queries over them."""
