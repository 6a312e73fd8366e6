"""Finds the folders of data that travel with the code: translations and resources."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "_data"
# An installed wheel carries the data inside the package, a checkout beside it.
_DATA_ROOT = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Path of `name`, such as "resources/demo/cases.json" or "translations".

    All code reaches shipped data by this function, so that a wheel that is run from any folder
    finds it. Raises `FileNotFoundError` for a file that is not part of this installation, and
    `ValueError` for a `name` that points outside the shipped folders.
    """
    root = _DATA_ROOT
    path = (root / name).resolve()
    if not any(path.is_relative_to(root / folder) for folder in ("translations", "resources")):
        raise ValueError(f"{name!r} is neither in translations nor in resources")
    if not path.exists():
        raise FileNotFoundError(path)
    return path
