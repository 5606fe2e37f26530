"""Asks the sources, and tells what came: the one room that knows the network, the sources and the library."""
