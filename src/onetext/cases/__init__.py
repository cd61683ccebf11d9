"""Bundled cases, data only: the path is the slug."""
