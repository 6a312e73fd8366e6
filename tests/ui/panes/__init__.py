"""Panes with real clicks and keys."""
