"""A small disk of a scenario's own, to be filled up and to be made read-only."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.stage import LeftOut

SIZE_MIB = 12
_BLOCK = 64 * 1024


class Disk:
    """A mounted disk of some mebibytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no byte free."""
        with self._filler.open("wb", buffering=0) as file:
            for size in (_BLOCK, 4096, 1):
                with suppress(OSError):
                    while True:
                        file.write(b"\0" * size)

    def make_room(self) -> None:
        self._filler.unlink()

    def forbid_writing(self, *, forbidden: bool = True) -> None:
        """Let nobody write there, as a disk does that has failed; or let everybody again."""
        _mount("-o", f"remount,{'ro' if forbidden else 'rw'}", str(self.folder))


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A small disk at a folder, taken away afterwards.

    Raises:
        LeftOut: This account or this system mounts none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0:
        raise LeftOut("only root on Linux mounts a disk of its own")
    try:
        _mount("-t", "tmpfs", "-o", f"size={SIZE_MIB}m", "tmpfs", str(folder))
    except subprocess.CalledProcessError as error:
        raise LeftOut("this machine lets nobody mount a disk") from error
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
