"""The list of what was erased, kept outside the database: register ids and positions, never a value.

A backup is older than what was erased after it. Whoever brings one back finds the ids in these lists and erases them
again; so the lists stand where a lost data folder does not take them along: beside checkpoints and backups, too.
"""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from domain.erasure import ERASURES
from domain.facts import Recorded
from domain.log import Log

_LINE = re.compile(r"(\d{1,18}) (\S{1,60})")


def list_file(folder: Path, store: str) -> Path:
    """Where a folder keeps the list of a store."""
    return folder / f"{store}.erased"


def read_lists(folders: Iterable[Path], store: str) -> dict[str, int]:
    """Register ids with the positions of their erasures, of all folders together; a line cut short does not count."""
    known: dict[str, int] = {}
    for folder in folders:
        known |= _read(list_file(folder, store))
    return known


def keep_lists(log: Log, folders: Iterable[Path]) -> None:
    """Bring the list in each folder up to what the log says was erased.

    Raises:
        OSError: One cannot be written to.
    """
    erased = erased_of(log)
    for folder in folders if erased else ():
        path = list_file(folder, log.store.id)
        known = _read(path)
        if fresh := {id: at for id, at in erased.items() if known.get(id) != at}:
            _append(path, fresh)


def erased_of(log: Log) -> dict[str, int]:
    """What the log says was erased: register ids with the position of the last erasure of each."""
    found: dict[str, int] = {}
    after = 0
    while page := log.search(stream_prefix=ERASURES, after=after):
        found |= {
            one.originator_id.removeprefix(ERASURES): one.position
            for one in page
            if isinstance(one, Recorded)
        }
        after = page[-1].position
    return found


def _read(path: Path) -> dict[str, int]:
    if not path.exists():
        return {}
    lines = map(_LINE.fullmatch, path.read_text(encoding="utf-8", errors="replace").splitlines())
    return {line[2]: int(line[1]) for line in lines if line}


def _append(path: Path, fresh: Mapping[str, int]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("ab") as file:
        torn = file.tell() and path.read_bytes()[-1:] != b"\n"
        said = "".join(f"{at} {id}\n" for id, at in fresh.items())
        file.write((b"\n" if torn else b"") + said.encode())
        file.flush()
        os.fsync(file.fileno())
