"""feedtui: keep up with research papers from a keyboard."""

__version__ = "0.1.0"
