"""Calendar feeds: an unguessable address for one person's duties in one campaign, without sign-in and revocable.

The store keeps the SHA-256 of the address, never the address itself: it is shown once, when it is made.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

import msgspec
from sqlalchemy import insert, select, update

from console.access.store import Store
from console.access.tables import FEEDS


class Feed(msgspec.Struct, frozen=True):
    """Whose duties a feed shows, and in which language."""

    site: str
    campaign: str
    person: str
    language: str


class Feeds:
    """The feeds of one store."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def open(self, feed: Feed) -> str:
        """Make the address's token; the person's earlier one for that campaign ends."""
        token = token_urlsafe(32)
        with self._store.transaction() as connection:
            connection.execute(self._ending(feed))
            values = {
                **msgspec.structs.asdict(feed),
                "token_sha256": _digest(token),
                "opened_at": self._now(),
            }
            connection.execute(insert(FEEDS).values(values))
        return token

    def revoke(self, feed: Feed) -> None:
        """End the person's feed of that campaign."""
        with self._store.transaction() as connection:
            connection.execute(self._ending(feed))

    def is_open(self, feed: Feed) -> bool:
        """Whether the person has a feed of that campaign."""
        query = select(FEEDS.c.person).where(*_same(feed), FEEDS.c.revoked_at.is_(None))
        with self._store.transaction() as connection:
            return connection.execute(query).first() is not None

    def find(self, token: str) -> Feed | None:
        """The feed of a token; ``None`` where there is none, or no longer."""
        columns = (FEEDS.c.site, FEEDS.c.campaign, FEEDS.c.person, FEEDS.c.language)
        query = select(*columns).where(FEEDS.c.token_sha256 == _digest(token), FEEDS.c.revoked_at.is_(None))
        with self._store.transaction() as connection:
            row = connection.execute(query).first()
        return Feed(*row) if row else None

    def _ending(self, feed: Feed):  # noqa: ANN202 - a statement
        return update(FEEDS).where(*_same(feed), FEEDS.c.revoked_at.is_(None)).values(revoked_at=self._now())

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _same(feed: Feed):  # noqa: ANN202 - conditions
    return FEEDS.c.site == feed.site, FEEDS.c.campaign == feed.campaign, FEEDS.c.person == feed.person


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
