"""One widget a file. Widgets show what they are given and post messages; they change no data."""
