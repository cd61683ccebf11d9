"""Numbers: scenario -> exact packages, solutions, conflicts. Useful alone."""
