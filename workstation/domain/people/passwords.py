"""How long a password of one's own is: said where it is chosen, held where it is set."""

from __future__ import annotations

LEAST = 12
