"""Finds the folders of data that travel with the code: translations and resources."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _data_root() -> Path:
    """An installed wheel carries the data inside the package, a checkout beside it."""
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Path of `name`, such as "resources/demo/cases.json" or "translations".

    The one way to reach shipped data, so that a wheel run from any folder finds
    it. Raises FileNotFoundError when the file is not part of this installation,
    and ValueError when `name` points outside the shipped folders.
    """
    root = _data_root()
    path = (root / name).resolve()
    if not any(path.is_relative_to(root / folder) for folder in ("translations", "resources")):
        raise ValueError(f"{name!r} is neither in translations nor in resources")
    if not path.exists():
        raise FileNotFoundError(path)
    return path
