"""A team's accounts: who sits where in which case."""
