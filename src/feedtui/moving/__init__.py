"""What is the reader's own, from one machine to another: backup, restore and sync."""
