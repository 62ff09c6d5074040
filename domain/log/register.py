"""The register: values that may be erased, read in batches; an id without an entry has been erased."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BindParameter, bindparam, func, select

from domain.facts import Entry
from domain.log.connections import Connections
from domain.log.tables import register

Asked = str | tuple[str, int]
K = TypeVar("K", bound=Asked)

_BATCH = 400
_COLUMNS = (register.c.id, register.c.version, register.c.kind, register.c.value, register.c.salt)


class Register:
    """Read side of the register of one store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        compiled = connections.dialect.compile
        ids: list[BindParameter[str]] = [bindparam(f"id{place}") for place in range(_BATCH)]
        one = select(*_COLUMNS).where(register.c.id == bindparam("id")).order_by(register.c.version)
        many = select(*_COLUMNS).where(register.c.id.in_(ids)).order_by(register.c.id, register.c.version)
        later = register.alias("later")
        newest = select(func.max(later.c.version)).where(later.c.id == register.c.id).scalar_subquery()
        self._one = compiled(one)
        self._many = compiled(many)
        self._latest = compiled(
            select(*_COLUMNS)
            .where(register.c.kind == bindparam("kind"), register.c.version == newest)
            .order_by(register.c.id)
        )
        self._mark = connections.dialect.register_mark

    def values(self, asked: Iterable[K]) -> dict[K, Entry]:
        """The entry of each id in its latest version, and of each (id, version); the missing were erased."""
        wanted = list(dict.fromkeys(asked))
        there: dict[Asked, Entry] = {}
        for entry in self._entries(
            list(dict.fromkeys(one if isinstance(one, str) else one[0] for one in wanted))
        ):
            there[entry.id] = there[entry.id, entry.version] = entry
        return {one: there[one] for one in wanted if one in there}

    def texts(self, asked: Iterable[K]) -> dict[K, str]:
        """The words of each text that is not erased."""
        return {one: entry.value.decode() for one, entry in self.values(asked).items()}

    def people(self, asked: Iterable[K]) -> dict[K, dict[str, Any]]:
        """What the register says of each person who is not erased."""
        return {
            one: msgspec.json.decode(entry.value, type=dict[str, Any])
            for one, entry in self.values(asked).items()
        }

    def latest(self, kind: str) -> Iterator[Entry]:
        """Every current entry of a kind, in the order of their ids."""
        for row in self._connections.rows(self._latest, [kind]):
            yield Entry(*row)

    def mark(self) -> tuple[int, int]:
        """Differs whenever an entry has come or gone: the last row number in use, and how many there are."""
        last, count = self._connections.rows(self._mark)[0]
        return last, count

    def _entries(self, ids: list[str]) -> Iterator[Entry]:
        if len(ids) == 1:
            for row in self._connections.rows(self._one, ids):
                yield Entry(*row)
            return
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            padded = batch + batch[-1:] * (_BATCH - len(batch))
            for row in self._connections.rows(self._many, padded):
                yield Entry(*row)
