"""Who looked at what as of when: every look at the past, at an audit page, and everything taken away.

It stands outside the business streams, is written here alone, never by a browser, and cannot be changed afterwards.
Words that somebody typed to find a person are not kept: the store holds their keyed digest, so that the same words
can be recognised and nobody's name can be read.
"""

import hmac
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import DBAPIError

from console.access.records import instant
from console.access.store import Store
from console.access.tables import LOOKS, MARKS
from domain.errors import Refused, Term, reason
from domain.log import StoreUnavailable
from projections.asking.moments import AsOf, Axis

Way = Literal["page", "ask", "export"]
SAME_S = 60
"""The same look of the same person within a minute is one look."""
WORDS = frozenset({"part", "q", "words"})
"""Parameters in which people type words of their own, names among them."""
DIGEST_DIGITS = 16
_REMEMBERED = 2000
_FIRST, _LAST = -62_135_596_800, 253_402_300_799
"""The years 1 and 9999 in UTC, as Unix seconds."""


class LookNotKept(Refused):
    """A look that could not be recorded, and is therefore not allowed."""


class Look(msgspec.Struct, frozen=True):
    """One look.

    Attributes:
        account: Who looks; ``terminal:`` and the machine's login name for a command line.
        site: Code of the site; empty for the whole company.
        what: The page's or paper's address, or the question's name.
        way: A page, a question asked at the command line, or something taken away.
        parameters: What was asked for: ``{"t": "R260424-036"}``.
        as_of: The moment looked at; ``None`` for now.
    """

    account: str
    site: str
    what: str
    way: Way = "page"
    parameters: Mapping[str, str] = {}
    as_of: AsOf = None
    axis: Axis = "recorded"


class Looked(msgspec.Struct, frozen=True):
    """A look as it is kept.

    Attributes:
        id: Its number, growing.
        at: Aware UTC instant.
        as_of: The moment: an instant in UTC, a position in digits, empty for now.
    """

    id: int
    at: datetime
    account: str
    site: str
    way: str
    what: str
    parameters: dict[str, str]
    as_of: str
    axis: str


class Looks:
    """The looks of one store."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._lock = Lock()
        self._latest: dict[tuple[Any, ...], int] = {}
        self._pepper: bytes | None = None

    def note(self, look: Look) -> bool:
        """Keep a look; ``False`` where the same person had the same look within the last minute.

        Raises:
            LookNotKept: It could not be written down: do not show what was asked for.
        """
        now = int(self._clock().timestamp())
        try:
            values = self._values(look)
            with self._lock:
                before = self._latest.get(values)
                if before is not None and 0 <= now - before < SAME_S:
                    return False
            self._store.add_look(now, *values)
        except (DBAPIError, sqlite3.Error, StoreUnavailable) as error:
            raise LookNotKept(
                reason(
                    "That you looked cannot be recorded just now, so it is not shown.",
                    who=Term("administrator"),
                    verb=Term("run “steward doctor”; after an update, “steward migrate”"),
                )
            ) from error
        with self._lock:
            self._remember(values, now)
        return True

    def latest(
        self,
        *,
        sites: Iterable[str] | None = None,
        account: str = "",
        what: str = "",
        about: Iterable[str] = (),
        past: bool = False,
        before: int | None = None,
        limit: int = 100,
    ) -> list[Looked]:
        """Looks, newest first.

        Args:
            sites: Only at these sites; looks at the whole company count to each.
            account: Only of this person.
            what: Only at this page, paper or question.
            about: Only those one of whose parameters is exactly one of these: a ticket's number, or its stream.
            past: Only at moments of the past.
            before: Only those with smaller numbers, for the next page.
            limit: At most so many.
        """
        column = LOOKS.c
        conditions: list[ColumnElement[bool]] = []
        if sites is not None:
            conditions.append(column.site.in_(["", *sites]))
        if account:
            conditions.append(column.account == account)
        if what:
            conditions.append(column.what == what)
        if said := [column.parameters.contains(_json(one), autoescape=True) for one in about]:
            conditions.append(or_(*said))
        if past:
            conditions.append(column.as_of != "")
        if before is not None:
            conditions.append(column.id < before)
        query = select(LOOKS).where(*conditions).order_by(column.id.desc()).limit(limit)
        with self._store.transaction() as connection:
            return [_looked(row) for row in connection.execute(query).mappings()]

    def _values(self, look: Look) -> tuple[str, str, str, str, str, str, str]:
        asked = {name: self._kept(name, value) for name, value in sorted(look.parameters.items()) if value}
        moment = look.as_of if isinstance(look.as_of, int) else look.as_of and _utc(look.as_of)
        as_of = "" if moment is None else str(moment)
        return look.account, look.site, look.way, look.what, _json(asked), as_of, look.axis

    def _kept(self, name: str, value: str) -> str:
        if name not in WORDS:
            return value
        words = " ".join(value.casefold().split())
        return "?" + hmac.digest(self._key(), words.encode(), "sha256").hex()[:DIGEST_DIGITS]

    def _key(self) -> bytes:
        if self._pepper is None:
            with self._store.transaction() as connection:
                self._pepper = bytes(connection.execute(select(MARKS.c.pepper)).scalar_one())
        return self._pepper

    def _remember(self, values: tuple[Any, ...], now: int) -> None:
        if len(self._latest) >= _REMEMBERED:
            self._latest = {one: at for one, at in self._latest.items() if now - at < SAME_S}
        self._latest[values] = now


def _looked(row: Mapping[Any, Any]) -> Looked:
    parameters = msgspec.json.decode(row["parameters"], type=dict[str, str])
    kept = {name: row[name] for name in ("id", "account", "site", "way", "what", "as_of", "axis")}
    return Looked(at=instant(row["at"]), parameters=parameters, **kept)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _utc(at: datetime) -> str:
    """In UTC, whose first and last instants stand for those that lie beyond them there."""
    return instant(min(max(int(at.timestamp()), _FIRST), _LAST)).isoformat()
