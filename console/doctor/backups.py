"""When the last copy was made: noted beside the data, looked at here."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from console.doctor.findings import Finding, ok, warning
from console.doctor.installation import Installation
from domain.errors import Term

NOTE = "last-backup.json"
OLDEST = timedelta(days=2)
DO = Term("run “steward backup FILE” every night, to another disk")


class Note(msgspec.Struct, frozen=True):
    """The last copy: when it was made, up to which event."""

    made_at: datetime
    head: int


def note_backup(data: Path, made_at: datetime, head: int) -> None:
    """Note that a copy was made; whole or not at all."""
    written = data / f".{NOTE}"
    written.write_bytes(msgspec.json.encode(Note(made_at, head)))
    written.replace(data / NOTE)


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
