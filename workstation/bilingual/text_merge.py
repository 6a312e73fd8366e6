"""One text below another: what comes back never overwrites what was begun since."""

from __future__ import annotations

# Between two texts of one draft: seen at once, and gone with one key.
BETWEEN = "\n\n———\n\n"


def put_below(above: str, below: str) -> str:
    """Both texts in one; `above` as it is where it has the other already."""
    if below.strip() in above:
        return above
    return f"{above.rstrip()}{BETWEEN}{below}" if above.strip() else below
