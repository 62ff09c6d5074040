"""Into which folders checkpoints of a store were ever made: the data folder remembers it when such a folder is gone.

It proves nothing against somebody who reaches the data folder; it tells of a folder that was lost or cleared away.
"""

from collections.abc import Iterable
from pathlib import Path

MADE_FILE = "checkpoints.made"
"""A line a folder: the store's id, a blank, and where it is, from the data folder on where it lies in it."""


def remember(data: Path, store: str, folders: Iterable[Path]) -> None:
    """Add the folders that are not remembered yet."""
    known = set(_lines(data))
    new = [line for one in folders if (line := f"{store} {_told(data, one)}") not in known]
    if new:
        with (data / MADE_FILE).open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in dict.fromkeys(new)))


def remembered(data: Path, store: str) -> set[Path]:
    """Every folder of a store that got a checkpoint."""
    named = [line.partition(" ")[2] for line in _lines(data) if line.startswith(f"{store} ")]
    return {(data / one).resolve() for one in named}


def _told(data: Path, folder: Path) -> str:
    inner, outer = folder.resolve(), data.resolve()
    return (inner.relative_to(outer) if inner.is_relative_to(outer) else inner).as_posix()


def _lines(data: Path) -> list[str]:
    try:
        return (data / MADE_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
