"""What a database does its own way; everything else in the log is one code path for all of them."""

from pathlib import Path

from psycopg import ProgrammingError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from domain.errors import Refused, Term, reason
from domain.log.dialects.dialect import Dialect, Place
from domain.log.dialects.postgresql import PostgresqlDialect
from domain.log.dialects.sqlite import SqliteDialect

__all__ = ["Dialect", "Place", "dialect_of", "shown"]


def dialect_of(place: Place, *, suspicious: bool = False) -> Dialect:
    """The dialect for a file, named by its path or a ``sqlite:///`` URL, or for a PostgreSQL URL.

    Args:
        place: Where the store is.
        suspicious: Read what is there as it is instead of stopping at a text that is none.

    Raises:
        Refused: The URL is none, or names another make of database.
    """
    if isinstance(place, Path) or "://" not in place:
        return SqliteDialect(Path(place), suspicious=suspicious)
    try:
        url = make_url(place)
        if url.get_backend_name() == "sqlite" and url.database:
            return SqliteDialect(Path(url.database), suspicious=suspicious)
        if url.get_backend_name() in {"postgresql", "postgres"}:
            return PostgresqlDialect(url)
    except (ArgumentError, NoSuchModuleError, ProgrammingError, ValueError) as error:
        raise _no_database() from error
    raise _no_database()


def shown(place: Place) -> str:
    """A place as an operator may read it: a URL without its password."""
    return dialect_of(place).shown


def _no_database() -> Refused:
    return Refused(
        reason(
            "STEWARD_DATABASE is no address of a PostgreSQL database.",
            who=Term("you"),
            verb=Term("write it as postgresql://user:password@host/database"),
        )
    )
