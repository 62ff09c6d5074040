"""Folders in which something is made whole or not at all: gone when it is done; its maker killed, swept by the next.

Beside each stands a file that its maker holds locked from before the folder is there until after it is gone. The
system gives the lock back when the maker dies, however it dies; so a lock that can be had belongs to nobody.
"""

import os
import secrets
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from domain.log.locks import take

KINDS = (
    ".backup-",
    ".restore-",
    ".evidence-",
    ".export-",
    "steward-backup-",
    "steward-restore-",
    "steward-evidence-",
    "steward-replay-",
)
"""How the names of such folders begin."""
_LOCK = ".lock"


@contextmanager
def draft(kind: str, beside: Path) -> Generator[Path]:
    """A new folder that only this account can read, and that nobody else sweeps before the block ends.

    Args:
        kind: One of :data:`KINDS`.
        beside: Where it is made; made itself where it is missing, and swept first.
    """
    beside.mkdir(parents=True, exist_ok=True)
    sweep(beside)
    while True:
        folder = beside / f"{kind}{secrets.token_hex(6)}"
        lock = folder.with_name(folder.name + _LOCK)
        held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            take(held, wait=True)
            if not _is(lock, held):  # somebody swept it before it was locked
                continue
            folder.mkdir(mode=0o700)
            try:
                yield folder
            finally:
                rmtree(folder, ignore_errors=True)
            return
        finally:
            _let_go(lock, held)


def sweep(beside: Path) -> int:
    """Remove what makers that have died left in a folder; how many there were.

    What cannot be locked, read or removed is left alone: somebody is still at work on it, or it is another account's.
    """
    with suppress(OSError):
        locks = [one for kind in KINDS for one in beside.glob(f"{kind}*{_LOCK}")]
        return sum(_swept(lock) for lock in locks)
    return 0


def _swept(lock: Path) -> bool:
    folder = lock.with_name(lock.name.removesuffix(_LOCK))
    try:
        held = os.open(lock, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        if not take(held) or not _is(lock, held):
            os.close(held)
            return False
    except BaseException:
        os.close(held)
        raise
    was_there = folder.is_dir()
    rmtree(folder, ignore_errors=True)
    if folder.exists():
        os.close(held)
        return False
    _let_go(lock, held)
    return was_there


def _is(lock: Path, held: int) -> bool:
    """Whether the file of that name is still the open one."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(held))
    except OSError:
        return False


def _let_go(lock: Path, held: int) -> None:
    """Remove the file while it is still locked; where an open file cannot be removed, right afterwards."""
    with suppress(OSError):
        lock.unlink()
    os.close(held)
    with suppress(OSError):
        if sys.platform == "win32":
            lock.unlink()
