"""Runs the command line: ``python -m kg``."""

from kg.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="kg")
