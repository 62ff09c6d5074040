"""The bell: hears that another process has moved the positions of read models."""

from threading import Event
from typing import Protocol

from sqlalchemy import Engine

from domain.log import StoreUnavailable
from projections.spine.databases import CHANNEL
from projections.spine.session import Session


class Bell(Protocol):
    """Waits until it is worth looking at positions again."""

    def wait(self, timeout: float) -> None:
        """Until positions may have moved, or the timeout (seconds) is over."""

    def close(self) -> None:
        """Let go of the database."""


def bell_of(engine: Engine, stopped: Event) -> Bell:
    """The bell of a database; waiting ends soon once ``stopped`` is set."""
    return Silent(stopped) if engine.dialect.name == "sqlite" else Listening(engine, stopped)


class Silent:
    """Nothing tells of other processes: waiting is looking again later."""

    def __init__(self, stopped: Event) -> None:
        self._stopped = stopped

    def wait(self, timeout: float) -> None:
        self._stopped.wait(timeout)

    def close(self) -> None:
        """There is nothing to let go of."""


class Listening:
    """A session that listens; where it was lost it is opened again, and until then waiting is looking again later."""

    def __init__(self, engine: Engine, stopped: Event) -> None:
        self._engine, self._stopped = engine, stopped
        self._session: Session | None = None

    def wait(self, timeout: float) -> None:
        try:
            if self._session is None:  # what was told until now was not heard: look at once
                self._session = Session(self._engine)
                self._session.rows(f"LISTEN {CHANNEL}")
            else:
                self._session.notice(timeout)
        except StoreUnavailable:
            self.close()
            self._stopped.wait(timeout)

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
