"""Adapters for the journal: in memory and SQL."""
