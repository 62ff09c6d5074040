"""Which checkpoints somebody else may keep: a pack proves that each of them is a beginning of its own.

A pack is judged by a checkpoint that its reader kept, and no proof can be made without the store. So it brings those of
every checkpoint that was exported, or, where there are many, of the newest and of the last one of each month before.
"""

from collections.abc import Iterable
from pathlib import Path

from domain.errors import Refused, Term, reason
from domain.log.proof.checkpoint import Checkpoint, read_checkpoint
from domain.log.proof.export import Export, notes_in
from domain.log.proof.notes import read_note
from domain.log.proof.refusals import NoteRefused

NEWEST = 500
"""So many are proven whatever their month: a proof takes about half a kilobyte in the pack."""


def exported(exports: Iterable[Export]) -> list[Checkpoint]:
    """Every checkpoint in some folders, one of each size, by size; what is none is passed over."""
    found: dict[int, Checkpoint] = {}
    for export in exports:
        for raw in export.notes().whole:
            try:
                one = read_checkpoint(read_note(raw).text)
            except NoteRefused:
                continue
            found.setdefault(one.size, one)
    return [found[size] for size in sorted(found)]


def kept(checkpoints: list[Checkpoint]) -> set[int]:
    """Sizes of those that a pack proves."""
    before, newest = checkpoints[:-NEWEST], checkpoints[-NEWEST:]
    months = {(one.at.year, one.at.month): one.size for one in before}
    return {*months.values(), *(one.size for one in newest)}


def named_in(file: Path) -> set[int]:
    """Sizes of the checkpoints in a file that somebody kept.

    Raises:
        Refused: It holds none, or something else, too.
        OSError: It cannot be read.
    """
    notes = notes_in(file.read_bytes())
    try:
        found = {read_checkpoint(read_note(raw).text).size for raw in notes.whole}
    except NoteRefused:
        found = set[int]()
    if notes.rest or not found:
        raise Refused(
            reason(
                "{file} is no file of signed checkpoints.",
                who=Term("you"),
                verb=Term("name the file as it was exported"),
                file=str(file),
            )
        )
    return found
