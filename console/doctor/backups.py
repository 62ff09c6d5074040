"""Copies: when the last one was made, noted beside the data, and what killed ones have left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import gettempdir

import msgspec

from console.doctor.findings import Finding, ok, warning
from console.doctor.installation import Installation
from console.settings import Settings
from domain.errors import Term
from domain.log import sweep

NOTE = "last-backup.json"
OLDEST = timedelta(days=2)
DO = Term("run “steward backup FILE” every night, to another disk")


class Note(msgspec.Struct, frozen=True):
    """The last copy: when it was made, up to which event, into which folder."""

    made_at: datetime
    head: int
    folder: str = ""


def note_backup(data: Path, made_at: datetime, head: int, folder: Path | None = None) -> None:
    """Note that a copy was made; whole or not at all."""
    written = data / f".{NOTE}"
    written.write_bytes(msgspec.json.encode(Note(made_at, head, str(folder.absolute()) if folder else "")))
    written.replace(data / NOTE)


def backup_folder(data: Path) -> Path | None:
    """Where the last copy was made."""
    note = _read(data / NOTE)
    return Path(note.folder) if note and note.folder else None


def sweep_copies(settings: Settings) -> int:
    """Remove unfinished copies of killed programs from where this company's are made; how many there were."""
    note = _read(settings.data / NOTE)
    last = [Path(note.folder)] if note and note.folder else []
    return sum(sweep(folder) for folder in {settings.data.absolute().parent, Path(gettempdir()), *last})


def unfinished(installation: Installation) -> Iterator[Finding]:
    """Removes what killed copies have left: it holds names and phone numbers."""
    if count := sweep_copies(installation.settings):
        yield ok(
            "unfinished", Term("Unfinished copies of killed programs, now removed: {count}"), count=str(count)
        )


def last_backup(installation: Installation) -> Iterator[Finding]:
    """Whether a real company's data were copied lately."""
    log, path = installation.log, installation.settings.data / NOTE
    if log is None or installation.demo or log.head() == 0:
        return
    now = installation.clock()
    note = _read(path)
    if note is not None and now - note.made_at <= OLDEST:
        yield ok(
            "last_backup", Term("Last copy: {at}, up to event {head}"), at=note.made_at, head=str(note.head)
        )
    elif note is not None:
        yield warning("last_backup", Term("The last copy was made at {at}."), DO, at=note.made_at)
    elif now - log.store.created_at > OLDEST:
        yield warning("last_backup", Term("No copy was ever made with “steward backup” from here."), DO)


def _read(path: Path) -> Note | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Note)
    except (OSError, msgspec.MsgspecError):
        return None
