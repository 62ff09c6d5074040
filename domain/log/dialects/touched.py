"""When was a file last written to? Linux tells at once (inotify); elsewhere one has to look."""

import ctypes
import os
import select
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_MODIFIED = 0x2
_NON_BLOCKING, _CLOSE_ON_EXEC = os.O_NONBLOCK if sys.platform == "linux" else 0, getattr(os, "O_CLOEXEC", 0)
_MANY = 64 * 1024


class Touched:
    """Tells of writes to one file, by whichever process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def wait(self, timeout_s: float) -> bool:
        """Whether the file was written to since the last time, or is within the timeout."""
        if not self._poll.poll(timeout_s * 1000):
            return False
        os.read(self._descriptor, _MANY)
        return True


@contextmanager
def touched(path: Path) -> Generator[Touched | None]:
    """Watch a file until the block ends; ``None`` where the system does not tell, or the file is not there."""
    descriptor = _watching(path) if sys.platform == "linux" else -1
    if descriptor < 0:
        yield None
        return
    try:
        yield Touched(descriptor)
    finally:
        os.close(descriptor)


def _watching(path: Path) -> int:
    """A descriptor that can be read when the file was written to; negative where there is none."""
    system = ctypes.CDLL(None)
    if not hasattr(system, "inotify_init1"):
        return -1
    descriptor = int(system.inotify_init1(_NON_BLOCKING | _CLOSE_ON_EXEC))
    if descriptor >= 0 and system.inotify_add_watch(descriptor, os.fsencode(path), _MODIFIED) < 0:
        os.close(descriptor)
        return -1
    return descriptor
