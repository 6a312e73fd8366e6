"""Finds the encoding of a text file by reading all of it, in pieces."""

from __future__ import annotations

import codecs
from pathlib import Path

from workstation.i18n import _
from workstation.server.imports.rows import FileUnreadable

_PIECE = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """The encoding in which the whole file can be read.

    A mark at the start decides; else UTF-8; else GB18030, which holds GBK and GB2312. All of
    the file is looked at, since the first Chinese character may come late. Raises `OSError`,
    or `FileUnreadable` for anything else.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = tuple(encoding for mark, encoding in _MARKS if start.startswith(mark))
    for encoding in marked or ("utf-8", "gb18030"):
        if _reads(path, encoding):
            return encoding
    raise FileUnreadable(
        _("The file is text in an unknown encoding."),
        _("Save it as UTF-8 and import it again."),
    )


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                # No table and no JSON holds a NUL; text without it is what is meant here.
                if "\0" in decoder.decode(piece):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
