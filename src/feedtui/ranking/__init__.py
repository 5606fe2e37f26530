"""Which papers are this reader's: a rank learned from marks, and why."""
