"""Measuring the reader against data marked by people; the data stay outside the project."""
