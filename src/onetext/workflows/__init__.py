"""One function per thing a person does; owns the ports."""
