"""Run the command line as ``python -m onetext``."""

from onetext.cli import main

main()
