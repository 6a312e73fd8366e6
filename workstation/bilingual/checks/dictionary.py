"""The English dictionary: its index, made at set-up and read when the first letter is checked."""

from __future__ import annotations

import gc
import os
import sys
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from pickle import UnpicklingError
from tempfile import mkstemp
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from symspellpy import SymSpell

# Five letters index 82,000 words in 38 MB; the usual seven take 140 and find no more.
_PREFIX = 5
_DISTANCE = 2
_FORM = 2
# What reading a file raises that is cut short or was written by something else.
_DAMAGED = (OSError, EOFError, UnpicklingError, AttributeError, KeyError, ImportError, ValueError)


def places() -> tuple[Path, ...]:
    """Where the index may lie: in this installation, else in the person's cache folder.

    Its name tells of what it was made, so that another version never reads it.
    """
    from platformdirs import user_cache_path

    name = f"spelling-{metadata.version('symspellpy')}-{_PREFIX}-{_FORM}.index"
    return (Path(sys.prefix) / "share" / "recourse" / name, user_cache_path("recourse") / name)


def prepare(places: Iterable[Path]) -> Path | None:
    """Make the index at set-up, in the first place that can be written; None where none can."""
    built: SymSpell | None = None
    for place in places:
        if _read(place) is not None:
            return place
        built = built or _built()
        if _write(built, place):
            return place
    return None


@lru_cache(maxsize=1)
def dictionary() -> SymSpell:
    """The index, read once in a process: for a worker, where it takes a fifth of a second.

    Where set-up made none it is built, in a second, and kept for the next time.
    """
    index = opened(places())
    # It stays, and so do the checks that were loaded with it: the collector would look at all of
    # it again in the middle of a key, for 15 to 50 ms.
    gc.freeze()
    return index


def opened(places: Iterable[Path]) -> SymSpell:
    """The first index that can be read; else a new one, kept in the first place that can be
    written. Where none can it serves all the same.
    """
    tried = tuple(places)
    for place in tried:
        if (index := _read(place)) is not None:
            return index
    index = _built()
    any(_write(index, place) for place in tried)
    return index


def _read(place: Path) -> SymSpell | None:
    """The index that lies there; None where there is none, or one that cannot be read."""
    index = _empty()
    try:
        return index if index.load_pickle(place, compressed=False) else None
    except _DAMAGED:
        return None


def _write(index: SymSpell, place: Path) -> bool:
    """Whole or not at all: somebody else may read it meanwhile."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(dir=place.parent)
        os.close(handle)
        try:
            index.save_pickle(Path(name), compressed=False)
            Path(name).chmod(0o644)
            os.replace(name, place)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _built() -> SymSpell:
    """A new index of the words that symspellpy carries."""
    index = _empty()
    source = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    with resources.as_file(source) as path:
        index.load_dictionary(path, term_index=0, count_index=1)
    # The collector leaves tuples of texts alone; over as many lists it takes a tenth of a second.
    deletes = cast("dict[str, Sequence[str]]", index.deletes)
    for key, words in deletes.items():
        deletes[key] = tuple(words)
    return index


def _empty() -> SymSpell:
    from symspellpy import SymSpell

    return SymSpell(max_dictionary_edit_distance=_DISTANCE, prefix_length=_PREFIX)
