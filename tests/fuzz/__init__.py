"""Fuzzing beyond what the tests do: `explore` is led by coverage, `million` goes through a million strings."""
