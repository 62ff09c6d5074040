"""How often commands were refused, by account, command and day: a refusal is no event, and its content is not kept."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from console.access.store import Store
from console.access.tables import REFUSALS

LONGEST = 60


class Refusals(msgspec.Struct, frozen=True):
    """How often one command of one account was refused on a day, or between two.

    Attributes:
        days: On how many days; ``last`` is the latest of them.
    """

    account: str
    command: str
    count: int
    days: int
    last: str


class Refused(msgspec.Struct, frozen=True):
    """One refusal that is counted."""

    account: str
    site: str
    command: str


class RefusalCounts:
    """The counts of one store."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def count(self, one: Refused, day: str = "") -> None:
        """Count one more refusal on a day, today in UTC unless another one is named."""
        values = {
            "day": day or self._clock().date().isoformat(),
            "account": one.account[:LONGEST],
            "site": one.site[:LONGEST],
            "command": one.command[:LONGEST],
            "count": 1,
        }
        with self._store.transaction() as connection:
            kind = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            again = {"count": REFUSALS.c.count + 1}
            keys = list(REFUSALS.primary_key.columns)
            connection.execute(
                kind(REFUSALS).values(values).on_conflict_do_update(index_elements=keys, set_=again)
            )

    def most(
        self, sites: Iterable[str], since: str = "", *, at_least: int = 2, limit: int = 200
    ) -> list[Refusals]:
        """Who was refused what how often at these sites since a day, the most often first."""
        column = REFUSALS.c
        count = func.sum(column.count)
        query = (
            select(column.account, column.command, count, func.count(), func.max(column.day))
            .where(column.site.in_(["", *sites]), column.day >= since)
            .group_by(column.account, column.command)
            .having(count >= at_least)
            .order_by(count.desc(), column.account, column.command)
            .limit(limit)
        )
        with self._store.transaction() as connection:
            return [
                Refusals(account, command, int(total), days, last)
                for account, command, total, days, last in connection.execute(query)
            ]
