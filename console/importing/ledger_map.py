"""How a foreign ledger is to be read: its columns, its time zone, and what each of its statuses means.

A map is a TOML file::

    [file]
    shape = "status"            # one line a status; "ticket": one line a ticket, its times in [[moment]]
    zone = "Europe/Stockholm"   # where times without a zone belong; without it they are refused
    times = ["%d.%m.%Y %H:%M"]  # formats besides 2026-04-24 16:45[:30] and 2026/4/24 16:45
    encoding = ""               # found out when empty; delimiter and sheet likewise

    [columns]
    number = "case"
    at = "timestamp"
    status = ["status", "sub_status"]
    team = "team"
    person = "resource"
    matter = ["product"]
    unit = ""
    remark = []

    [[status]]                  # the first row that matches counts; * and ? stand for any characters
    match = { status = "Accepted", sub_status = "Wait*" }
    means = "waiting"
    reason = ""                 # of a wait; the ledger's own words when empty

    [[moment]]                  # shape = "ticket" only
    column = "finished"
    means = "done"

    [reopening]                 # any later line, unless it matches one of these, begins the work anew
    after = ["done", "closed", "voided"]
    unless = [{ status = "Completed" }]
"""

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from domain.errors import Reason, Refused, Term, reason
from domain.tickets.facts import Meaning

Pattern = dict[str, str]
OVER = (Meaning.DONE, Meaning.CLOSED, Meaning.VOIDED)


class FileShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the file is written."""

    shape: Literal["status", "ticket"] = "status"
    zone: str = ""
    times: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where things stand; an empty name means that the ledger does not say."""

    number: str
    at: str = ""
    status: tuple[str, ...] = ()
    team: str = ""
    person: str = ""
    unit: str = ""
    matter: tuple[str, ...] = ()
    remark: tuple[str, ...] = ()


class Status(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a status of the ledger means."""

    match: Pattern
    means: Meaning
    reason: str = ""


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of times, each of which is one thing that happened to the ticket."""

    column: str
    means: Meaning
    reason: str = ""


class Reopening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which lines begin the work anew after a ticket was over."""

    after: tuple[Meaning, ...] = OVER
    unless: tuple[Pattern, ...] = ()


class LedgerMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One map; see the module."""

    columns: Columns
    file: FileShape = FileShape()
    status: tuple[Status, ...] = ()
    moment: tuple[Moment, ...] = ()
    reopening: Reopening = Reopening()

    @property
    def zone(self) -> ZoneInfo | None:
        """Where times without a zone belong."""
        return ZoneInfo(self.file.zone) if self.file.zone else None

    def meaning_of(self, words: Mapping[str, str]) -> Status | None:
        """The first row of the map that matches the status columns of a line."""
        return next((one for one in self.status if matches(one.match, words)), None)

    def may_reopen(self, words: Mapping[str, str], means: Meaning) -> bool:
        """Whether a line with this status begins the work anew if the ticket was over."""
        if self.reopening.unless:
            return not any(matches(one, words) for one in self.reopening.unless)
        return means not in self.reopening.after

    def all_columns(self) -> list[str]:
        """Every column that the map names."""
        single = (
            self.columns.number,
            self.columns.at,
            self.columns.team,
            self.columns.person,
            self.columns.unit,
        )
        listed = (*self.columns.status, *self.columns.matter, *self.columns.remark)
        return [one for one in (*single, *listed, *(one.column for one in self.moment)) if one]


def matches(pattern: Pattern, words: Mapping[str, str]) -> bool:
    """Whether every column of the pattern holds what it asks for; ``*`` and ``?`` are open."""
    return all(fnmatchcase(words.get(column, ""), wanted) for column, wanted in pattern.items())


def read_map(source: Path | str, name: str = "") -> LedgerMap:
    """Read a map from its file or its text.

    Raises:
        Refused: It cannot be opened, is no TOML, or contradicts itself; every contradiction is named.
    """
    called = name or (source.name if isinstance(source, Path) else "map.toml")
    try:
        text = source.read_text(encoding="utf-8-sig") if isinstance(source, Path) else source
        found = msgspec.convert(tomllib.loads(text), LedgerMap)
    except OSError as error:
        raise Refused(reason("The file {name} cannot be opened.", name=called)) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise Refused(
            reason("The map {name} cannot be understood: {detail}.", name=called, detail=str(error))
        ) from error
    obstacles = _obstacles(found, called)
    if obstacles:
        raise Refused(*obstacles)
    return found


def _obstacles(found: LedgerMap, name: str) -> list[Reason]:
    obstacles: list[Reason] = []
    try:
        _ = found.zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        obstacles.append(
            reason("The map {name} names no time zone: {zone}.", name=name, zone=found.file.zone)
        )
    lines = found.file.shape == "status"
    if lines and not (found.columns.at and found.columns.status and found.status):
        obstacles.append(
            reason(
                "The map {name} does not say where time and status stand and what they mean.",
                who=Term("you"),
                verb=Term("fill in columns.at, columns.status and [[status]]"),
                name=name,
            )
        )
    if not lines and not found.moment:
        obstacles.append(
            reason(
                "The map {name} names no column of times.",
                who=Term("you"),
                verb=Term("add a [[moment]] for each column of times"),
                name=name,
            )
        )
    known = set(found.columns.status)
    for pattern in (*(one.match for one in found.status), *found.reopening.unless):
        obstacles += [
            reason(
                "The map {name} matches the column {column}, which is no status column.",
                name=name,
                column=one,
            )
            for one in pattern
            if one not in known
        ]
    return obstacles
