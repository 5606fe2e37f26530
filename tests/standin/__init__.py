"""Stand-in servers on loopback for Hugging Face, arXiv and ordinary publishers, with a made-up world of papers."""
