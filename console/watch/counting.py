"""Counts what goes through the door, and writes a line about each command of a person."""

from console.languages import chinese_words
from console.watch.lines import ident, plain
from console.watch.logs import LOG
from console.watch.meters import Meters
from console.watch.observed import Told
from domain.errors import Reason
from domain.operations import COMMANDS

WRITTEN_DOWN = frozenset({"console", "command line"})
"""Ways whose commands each get a line: files and the simulation bring thousands, which are counted only."""


class Counting:
    """The observer of a running console.

    Args:
        meters: Where it counts.
    """

    def __init__(self, meters: Meters) -> None:
        self._meters = meters

    def submitted(self, told: Told) -> None:
        """Count a command; write a line about it where a person sent it."""
        do = told.given.get("do")
        name = do if isinstance(do, str) and do in COMMANDS else "unknown"
        self._meters.commands.labels(name, told.through, told.outcome).inc()
        if told.through in WRITTEN_DOWN:
            self._write(name, told)

    def appended(self, seconds: float) -> None:
        """Count an append."""
        self._meters.append_s.observe(seconds)

    def asked(self, question: str, seconds: float) -> None:
        """Count a question."""
        self._meters.question_s.labels(question).observe(seconds)

    def _write(self, do: str, told: Told) -> None:
        LOG.info(
            f"command.{told.outcome}",
            do=do,
            through=told.through,
            site=plain(told.given.get("site")),
            account=plain(told.given.get("by")),
            doer=plain(told.given.get("doer")),
            command=ident(told.given.get("id")),
            position=told.done.position if told.done else None,
            events=told.done.events if told.done else None,
            reasons=[stable(one) for one in told.reasons] or None,
            count=len(told.reasons) or None,
            duration_ms=round(told.seconds * 1000, 1),
        )


def stable(reason: Reason) -> str:
    """A reason's template; its fields hold what the caller wrote. A text that nobody knows is not repeated."""
    return str(reason.text) if reason.text in chinese_words() else "?"
