"""Imports Qt, and leaves Python's own way of importing in place.

PySide puts an `__import__` of its own before Python's, which serves `from __feature__ import`.
Nobody here writes that, and its price is the source of every module that is imported after Qt: it
is read, searched for a word and kept in memory.
"""

from __future__ import annotations

import builtins


def import_qt() -> None:
    """Import the widgets of Qt; whatever is imported later is imported by Python alone."""
    import PySide6.QtWidgets  # noqa: F401

    # PySide keeps Python's under this name, once it has replaced it.
    own = getattr(builtins, "__orig_import__", builtins.__import__)
    builtins.__import__ = own
