"""A year of reading as pictures of characters: from figures to lines of text, and nothing else."""
