"""Adapters for files: the YAML case file in and out, papers out."""
