"""A file system that forgets at a power cut what was not synced: sector by sector, torn and out of order."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512


@dataclass
class Medium:
    """What of one file is safe, and what was written to it since: per sector each version in turn."""

    safe: bytes = b""
    is_known: bool = False  # its name was synced with it
    now: bytearray = field(default_factory=bytearray)
    sectors: dict[int, list[bytes]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        end = offset + len(data)
        if end > len(self.now):
            self.now.extend(b"\0" * (end - len(self.now)))
            self.sizes.append(end)
        self.now[offset:end] = data
        for sector in range(offset // SECTOR, (end - 1) // SECTOR + 1):
            there = bytes(self.now[sector * SECTOR : (sector + 1) * SECTOR])
            self.sectors.setdefault(sector, []).append(there)

    def truncate(self, size: int) -> None:
        del self.now[size:]
        self.sizes.append(size)

    def sync(self) -> None:
        self.safe, self.is_known = bytes(self.now), True
        self.sectors.clear()
        self.sizes.clear()

    def sync_failed(self) -> None:
        """As a kernel does it: the sectors are readable until the power goes, and never tried again."""
        self.sectors.clear()

    def after_cut(self, chance: random.Random) -> bytes | None:
        """What is found when the power is back; None: not even the name."""
        if not self.is_known and chance.random() < 0.5:
            return None
        size = chance.choice([len(self.safe), *self.sizes])
        found = bytearray(self.safe)
        keep = chance.choice((0.0, 0.3, 0.7, 1.0))
        for sector, versions in self.sectors.items():
            if chance.random() < keep:
                start = sector * SECTOR
                version = chance.choice(versions) if chance.random() < 0.5 else versions[-1]
                found.extend(b"\0" * max(0, start - len(found)))
                found[start : start + len(version)] = version
        del found[max(size, 0) :]
        found.extend(b"\0" * max(0, size - len(found)))
        return bytes(found)


class CrashVFS(apsw.VFS):
    """``on_effect`` is called before each write, sync and truncation, with what it is; it may raise."""

    def __init__(self, name: str, on_effect: Callable[[str, str], None] = lambda what, path: None) -> None:
        self.vfs_name = name
        self.on_effect = on_effect
        self.media: dict[str, Medium] = {}
        super().__init__(name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> "CrashFile":
        return CrashFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.media.pop(filename, None)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """What would be found if the power failed now, by the files' names."""
        found = {Path(path).name: medium.after_cut(chance) for path, medium in list(self.media.items())}
        return {name: data for name, data in found.items() if data is not None}


def failed(code: int) -> apsw.IOError:
    """What a broken disk says: ``code`` is SQLite's extended result code."""
    error = apsw.IOError("the disk failed, as the test told it to")
    error.extendedresult = code  # type: ignore[attr-defined]  # apsw itself sets it, unknown to its stubs
    return error


class CrashFile(apsw.VFSFile):
    def __init__(self, vfs: CrashVFS, name: Any, flags: list[int]) -> None:
        self._vfs = vfs
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._path = path or ""
        is_kept = bool(
            flags[0] & (apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL)
        )
        self._medium = vfs.media.setdefault(self._path, Medium()) if is_kept and path else None
        super().__init__("", name, flags)

    def xWrite(self, data: Any, offset: int) -> None:
        if self._medium is not None:
            self._vfs.on_effect("write", self._path)
            self._medium.write(offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        if self._medium is not None:
            self._vfs.on_effect("truncate", self._path)
            self._medium.truncate(size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self._medium is not None:
            try:
                self._vfs.on_effect("sync", self._path)
            except apsw.IOError:
                self._medium.sync_failed()
                raise
            self._medium.sync()  # the file below need not be: no power is really cut

    def xRead(self, amount: int, offset: int) -> bytes:
        if self._medium is not None:
            self._vfs.on_effect("read", self._path)
        return super().xRead(amount, offset)
