"""Looks for what is wrong with a reader's files and surroundings, and repairs what can be repaired safely."""
