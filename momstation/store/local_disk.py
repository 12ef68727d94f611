"""Refuses a network drive for the store: there a lock may not hold, and a flush may not flush."""

import sys
from pathlib import Path

from momstation.core.errors import Refused

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "davfs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.curlftpfs"}
)
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = (("\\040", " "), ("\\011", "\t"), ("\\134", "\\"))


def refuse_network(store: Path, mounts: str | None = None) -> None:
    """Raises Refused store.on_network. ``mounts``: as Linux lists them; read there where None."""
    folder = store.absolute().parent
    kind = network_kind(folder, _read_mounts() if mounts is None else mounts)
    if kind:
        raise Refused("store.on_network", folder=str(folder), kind=kind)


def network_kind(folder: Path, mounts: str) -> str:
    """The kind of network drive that holds ``folder``; empty for a disk of this computer and where nobody knows."""
    if str(folder).startswith("\\\\"):
        return "Windows"
    real = folder.resolve()
    best, kind = Path(), ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        words, types = left.split(" "), right.split(" ")
        if len(words) < 5:
            continue
        point = Path(_plain(words[4]))
        if real.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, types[0]
    return kind if kind in _NETWORK else ""


def _read_mounts() -> str:
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _plain(escaped: str) -> str:
    for written, meant in _ESCAPED:
        escaped = escaped.replace(written, meant)
    return escaped
