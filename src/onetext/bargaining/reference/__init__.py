"""Oracles: slow and obvious, by enumeration, sharing no code with the methods they check."""
