"""Brings commands up and truth down; neither waits for the other."""
