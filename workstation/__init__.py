"""Recourse without a screen: the domain, the sync, the server and what both ends share."""
