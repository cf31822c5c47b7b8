"""kg: China's law-based-government reports as data.

The path of a report, a stage a folder: ``reading`` → ``structure`` → ``extraction`` → ``linking`` → ``facts`` → ``graph`` →
``site``. One record, :class:`kg.records.Report`, passes through all of them; ``ontology`` holds what they know of the domain.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg import build
    from kg.api import extract, load, network, query

__all__ = ["build", "extract", "load", "network", "query"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import a part of the public interface when it is first asked for: ``import kg`` alone loads nothing heavy."""
    if name == "build":  # the package is callable
        return import_module("kg.build")
    if name in __all__:
        return getattr(import_module("kg.api"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
