"""What stands in the way of a command line outside our own code, as an operator is told."""

import errno
import sqlite3
from collections.abc import Mapping

import psycopg
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from console.cli.telling import unmoving
from console.settings import Settings
from domain.errors import Refused, Term, reason
from domain.log import StoreUnavailable
from domain.log.dialects import dialect_of

Problem = OSError | DBAPIError | PersistenceError | sqlite3.Error | psycopg.Error
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def refusal_of(problem: Problem, env: Mapping[str, str]) -> Refused | None:
    """What a disk or a database answers; ``None`` where it is nothing that an operator can mend."""
    if isinstance(problem, OSError):
        return _of_file(problem)
    return unavailable(problem, Settings.from_environment(env)) or _damaged(problem)


def unavailable(problem: Exception, settings: Settings) -> StoreUnavailable | None:
    """How a database that does not answer is told; ``None`` where it is something else."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(cause, StoreUnavailable) or not isinstance(cause, Exception):
        return cause if isinstance(cause, StoreUnavailable) else None
    shared = settings.database if isinstance(cause, psycopg.Error) else None
    named = dialect_of(shared or settings.data).translate(cause)
    return named if isinstance(named, StoreUnavailable) else None


def _damaged(problem: Exception) -> Refused | None:
    """What SQLite says of a file that is no database, of torn pages, and of a text that is none."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem.__cause__ or problem
    said = str(cause).partition("\n")[0]
    if type(cause) is not sqlite3.DatabaseError and "UTF-8" not in said:
        return None
    return Refused(
        reason(
            "The store cannot be read: {problem}.",
            who=Term("the administrator"),
            verb=Term("verify the store, then restore a backup"),
            problem=unmoving(said),
        )
    )


def _of_file(problem: OSError) -> Refused | None:
    if problem.errno in _NO_ROOM:
        return Refused(
            reason(
                "There is no room left to write.",
                who=Term("you"),
                verb=Term("make room on the disk, then try again"),
            )
        )
    if problem.filename is None:
        return None
    return Refused(
        reason(
            "{file} cannot be used: {problem}.",
            who=Term("you"),
            verb=Term("check the path, and whether you may write there"),
            file=str(problem.filename),
            problem=problem.strerror or "",
        )
    )
