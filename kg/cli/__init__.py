"""The command ``kg``: a module a command, each thin."""

from kg.cli.main import main

__all__ = ["main"]
