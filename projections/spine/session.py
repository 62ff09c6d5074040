"""A session of one's own on PostgreSQL, beside the pool: what it holds, the server gives back when it ends."""

from typing import Any

import psycopg
from sqlalchemy import Engine

from projections.spine.databases import SCHEMA, arguments, told


class Session:
    """Connects at once; every statement stands by itself.

    Args:
        engine: Read models on PostgreSQL.

    Raises:
        StoreUnavailable: The database does not answer; every method may raise it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        target = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with told(engine):
            self._driver: psycopg.Connection[Any] = psycopg.connect(
                target, autocommit=True, **arguments(SCHEMA, models=True)
            )

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """One statement; its rows if it has any."""
        with told(self._engine):
            cursor = self._driver.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def notice(self, timeout: float) -> bool:
        """Whether the session was notified before the timeout (seconds) was over."""
        with told(self._engine):
            return next(self._driver.notifies(timeout=timeout, stop_after=1), None) is not None

    def close(self) -> None:
        """End the session."""
        self._driver.close()
