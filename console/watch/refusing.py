"""Counting refused commands where they are refused, and telling whoever else is told."""

import sqlite3
from contextlib import suppress

from sqlalchemy.exc import DBAPIError

from console.access.refusals import RefusalCounts, Refused
from console.watch.observed import Observer, Told
from domain.log import StoreUnavailable
from domain.operations import COMMANDS

PLAYED = "simulation"


class CountingRefusals:
    """Counts refusals of people, never those of the simulation; a count that cannot be written is left out.

    Args:
        counts: Where they are kept.
        then: Who is told besides; nobody unless given.
    """

    def __init__(self, counts: RefusalCounts, then: Observer | None = None) -> None:
        self._counts, self._then = counts, then

    def submitted(self, told: Told) -> None:
        """A command was decided."""
        if told.outcome == "refused" and told.through != PLAYED:
            with suppress(DBAPIError, sqlite3.Error, StoreUnavailable):
                self._counts.count(Refused(_word(told, "by"), _word(told, "site"), _command(told)))
        if self._then is not None:
            self._then.submitted(told)

    def appended(self, seconds: float) -> None:
        """Events were written, or their writing failed, after that time."""
        if self._then is not None:
            self._then.appended(seconds)

    def asked(self, question: str, seconds: float) -> None:
        """A question was answered, or failed, after that time."""
        if self._then is not None:
            self._then.asked(question, seconds)


def _word(told: Told, name: str) -> str:
    value = told.given.get(name, "")
    return value if isinstance(value, str) else "?"


def _command(told: Told) -> str:
    """The command's name; what is none is not kept, for it may be anything."""
    do = told.given.get("do")
    return do if isinstance(do, str) and do in COMMANDS else "?"
