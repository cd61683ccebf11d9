"""Positions -> preference profiles consistent with them -> acceptability."""
