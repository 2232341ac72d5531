"""Small file systems of their own that fill up and lose power: tmpfs, and ext4 in a file. Only for root."""

import contextlib
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

EXT4_IOC_SHUTDOWN = 0x8004587D
NOLOGFLUSH = 2
"""Nothing more reaches the disk, not even ext4's journal: what a power loss leaves."""
MIB = 2**20


def cut_power(mount: Path) -> None:
    """From now on the file system answers EIO; what was not synced is gone when it is mounted again."""
    place = os.open(mount, os.O_RDONLY)
    try:
        fcntl.ioctl(place, EXT4_IOC_SHUTDOWN, struct.pack("I", NOLOGFLUSH))
    finally:
        os.close(place)


class Disk:
    """An ext4 file system in a file."""

    def __init__(self, folder: Path, mib: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.image, self.mount = folder / "disk.ext4", folder / "disk"
        self.mount.mkdir()
        with self.image.open("wb") as file:
            file.truncate(mib * MIB)
        _do("mkfs.ext4", "-q", "-F", "-m", "0", self.image)
        self.plug_in()

    def plug_in(self) -> None:
        _do("mount", "-o", "loop", self.image, self.mount)

    def plug_out(self) -> None:
        _do("umount", self.mount)

    def lose_power(self) -> None:
        """Cuts the power, if that was not done, and comes back as a machine does: the journal is replayed."""
        with contextlib.suppress(OSError):
            cut_power(self.mount)
        self.plug_out()
        self.plug_in()


@contextlib.contextmanager
def disk(folder: Path, mib: int) -> Iterator[Disk]:
    made = Disk(folder, mib)
    try:
        yield made
    finally:
        made.plug_out()
        made.image.unlink()


@contextlib.contextmanager
def tmpfs(mount: Path, mib: int) -> Iterator[Path]:
    mount.mkdir(parents=True, exist_ok=True)
    _do("mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", mount)
    try:
        yield mount
    finally:
        _do("umount", mount)


def free(place: Path) -> int:
    """Bytes."""
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


def fill(place: Path, leave: int) -> Path:
    """A ballast file that leaves so many bytes free."""
    ballast = place / "ballast"
    with ballast.open("wb") as file, contextlib.suppress(OSError):
        while free(place) > leave:
            file.write(b"\1" * min(MIB, free(place) - leave))
            file.flush()
            os.fsync(file.fileno())
    return ballast


def permitted(folder: Path) -> bool:
    """Whether this process may mount: root outside a container that forbids it."""
    try:
        with disk(folder, 8):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def _do(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
