"""Is a live installation well, and if not, what is to be done? One line a check.

A check is a generator function that takes an :class:`Installation` and yields findings; a new one is added to
:data:`CHECKS`. A check that does not apply yields nothing; one that cannot look says so.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from eventsourcing.persistence import DatabaseError
from sqlalchemy.exc import SQLAlchemyError

from console.doctor.accounts import administrators, demonstration
from console.doctor.answering import answers, reachable
from console.doctor.backups import last_backup, unfinished
from console.doctor.checkpoints import checkpoints
from console.doctor.database import rights, room, same_time, server, workers
from console.doctor.environment import packages, printing, python, zones
from console.doctor.erasures import came_back, old_copies
from console.doctor.findings import Finding, wrong
from console.doctor.folder import folder, local_disk, readable_by_others, space
from console.doctor.following import following, outdated, parked
from console.doctor.history import chain, clock, store
from console.doctor.installation import Installation
from console.doctor.sqlite import sound, stray, write_ahead
from domain.errors import Refused, Term

Check = Callable[[Installation], Iterator[Finding]]

CHECKS: Sequence[Check] = (
    python,
    packages,
    zones,
    printing,
    folder,
    space,
    local_disk,
    readable_by_others,
    stray,
    store,
    write_ahead,
    sound,
    server,
    rights,
    room,
    same_time,
    workers,
    chain,
    clock,
    checkpoints,
    outdated,
    parked,
    following,
    answers,
    reachable,
    demonstration,
    administrators,
    last_backup,
    unfinished,
    came_back,
    old_copies,
)

UNREADABLE = (Refused, DatabaseError, SQLAlchemyError, sqlite3.Error, OSError)


def examine(installation: Installation, checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """Every finding, in the order of the checks."""
    for check in checks:
        try:
            yield from check(installation)
        except UNREADABLE as problem:
            yield _not_looked_at(check.__name__, problem)


def _not_looked_at(check: str, problem: Exception) -> Finding:
    if isinstance(problem, Refused):
        first = problem.reasons[0]
        return Finding(check, "wrong", first)
    return wrong(
        check,
        Term("This could not be looked at: {problem}."),
        Term("read the line above, and look whether the store can be read"),
        problem=f"{type(problem).__name__}",
    )
