"""A power cut: of every file of SQLite's, what was written after its last fsync is gone.

SQLite's own way to the disk is listened to, so that nobody is asked what they think is safe: a
file is on the disk as it was when SQLite had it synced. What the journal of such a file was at
its own last sync is there too, as on a disk that writes nothing before it must.
"""

import ctypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import _sqlite3

_OK = 0
# The fields of `sqlite3_vfs` and `sqlite3_io_methods` that matter, by their place.
_METHODS = 18
_SYNC = 4
_OPEN_TYPE = ctypes.CFUNCTYPE(
    ctypes.c_int,
    *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p),
)
_SYNC_TYPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), ("calls", ctypes.c_void_p * _METHODS))


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 15),
    )


class Disk:
    """What is safe of every file that SQLite opened since `listening` began, by its path."""

    def __init__(self) -> None:
        self.safe: dict[Path, bytes] = {}
        self.syncs = 0
        self._paths: dict[int, Path] = {}
        self._inodes: dict[Path, int] = {}
        self._methods: dict[int, tuple[_Methods, object]] = {}

    def opened(self, file: int, name: bytes) -> None:
        """Have the syncs of this file told to us. One that was there before is safe as it is."""
        self._paths[file] = path = Path(name.decode())
        # Under the name of one that went it is another one, and what was of that one is gone.
        inode = path.stat().st_ino
        if self._inodes.get(path) != inode:
            self.safe[path] = path.read_bytes()
        self._inodes[path] = inode
        methods = _File.from_address(file).methods
        honest = ctypes.addressof(methods.contents)
        if honest not in self._methods:
            self._methods[honest] = self._listening(methods.contents)
        ours, _call = self._methods[honest]
        _File.from_address(file).methods = ctypes.pointer(ours)

    def _listening(self, honest: _Methods) -> tuple[_Methods, object]:
        really = _SYNC_TYPE(honest.calls[_SYNC])

        def sync(file: int, flags: int) -> int:
            done = int(really(file, flags))
            path = self._paths[file]
            if done == _OK and path.exists():
                self.safe[path] = path.read_bytes()
                self.syncs += 1
            return done

        ours = _Methods(honest.version, honest.calls)
        call = _SYNC_TYPE(sync)
        address = ctypes.cast(call, ctypes.c_void_p).value
        assert address is not None
        ours.calls[_SYNC] = address
        return ours, call

    def cut(self, folder: Path, after: Path) -> None:
        """Make `after` what is left of `folder` once the power is back."""
        shutil.copytree(folder, after, ignore=shutil.ignore_patterns("*.db*"))
        self.cut_files(folder, after, "")

    def cut_files(self, folder: Path, after: Path, name: str) -> None:
        """Put into `after` what is left of the databases in `folder` whose names begin so."""
        after.mkdir(exist_ok=True)
        for path, data in self.safe.items():
            if path.parent == folder and path.name.startswith(name) and path.exists():
                (after / path.name).write_bytes(data)


@contextmanager
def listening() -> Iterator[Disk]:
    """Everything that the programs' SQLite opens inside is watched."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    honest = library.sqlite3_vfs_find(None)
    disk = Disk()
    really = _OPEN_TYPE(honest.contents.open)

    # The name goes on as a pointer: SQLite keeps more behind its end.
    def opening(_vfs: int, name: int, file: int, flags: int, told: int) -> int:
        done = int(really(ctypes.addressof(honest.contents), name, file, flags, told))
        if done == _OK and name:
            disk.opened(file, ctypes.string_at(name))
        return done

    call = _OPEN_TYPE(opening)
    ours = _Vfs.from_buffer_copy(honest.contents)
    ours.name = b"watched"
    ours.open = ctypes.cast(call, ctypes.c_void_p).value
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)
    try:
        yield disk
    finally:
        library.sqlite3_vfs_register(honest, 1)
        library.sqlite3_vfs_unregister(ctypes.byref(ours))
        # Connections that are still open go on calling what is here.
        _KEPT.append((ours, call, really, disk))


_KEPT: list[object] = []
