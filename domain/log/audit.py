"""What an auditor reads of the log: one stream or command whatever is in it, and stretches of it, never all at once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, bindparam, select

from domain.facts import Recorded
from domain.log.careful import Undecodable, carefully
from domain.log.codec import recorded_of
from domain.log.connections import Connections
from domain.log.dialects.dialect import Row
from domain.log.search import Question, bodies, stretch, tally
from domain.log.statements import EVENT, Statements
from domain.log.tables import events

COMMANDS_AT_ONCE = 40
"""Commands whose events one statement finds."""


class AuditReads:
    """Reads of one store."""

    def __init__(self, connections: Connections, statements: Statements) -> None:
        self._connections, self._statements = connections, statements
        commands: list[BindParameter[str]] = [bindparam(f"command{one}") for one in range(COMMANDS_AT_ONCE)]
        of_command = events.c.command.in_(commands)
        wanted = select(*EVENT).where(of_command, events.c.stream != bindparam("but"))
        self._commands = connections.dialect.compile(wanted)

    def history(self, stream: str, limit: int | None = None) -> Sequence[Recorded | Undecodable]:
        """The events of one stream, by version; what cannot be read stands in its place."""
        return self._read(
            *self._statements.stream(events, stream, gt=None, lte=None, desc=False, limit=limit)
        )

    def of_commands(self, commands: Iterable[str], *, but: str = "") -> Sequence[Recorded | Undecodable]:
        """The events that these commands recorded in any stream but one, by position; unreadable ones in their place."""
        wanted = list(dict.fromkeys(commands))
        found: list[Recorded | Undecodable] = []
        for start in range(0, len(wanted), COMMANDS_AT_ONCE):
            some = wanted[start : start + COMMANDS_AT_ONCE]
            padded = some + some[-1:] * (COMMANDS_AT_ONCE - len(some))
            found += self._read(self._commands, [*padded, but])
        return sorted(found, key=lambda event: event.position)

    def stretch(self, asked: Question, limit: int) -> Sequence[Recorded | Undecodable]:
        """Up to ``limit`` events of a stretch of the log that fit, the latest first."""
        return self._read(*stretch(self._connections.dialect, asked, limit))

    def bodies(self, asked: Question) -> list[Row]:
        """Position and stored body of the events of a stretch that fit, the latest first; nothing is decoded."""
        return self._connections.rows(*bodies(self._connections.dialect, asked))

    def tally(self, asked: Question) -> list[Row]:
        """Events of a stretch that fit: recorder, doer, role, name, way, how many, the longest delay (microseconds)."""
        return self._connections.rows(*tally(self._connections.dialect, asked))

    def _read(self, sql: str, asked: Sequence[object]) -> Sequence[Recorded | Undecodable]:
        return carefully(self._connections, sql, asked, recorded_of, stream=2)
