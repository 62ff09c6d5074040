"""Foreign history: a ticket told by the lines of another ledger, judged by none of our guards and targets."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Protocol

import msgspec

from domain.errors import Reason, Refused, reason
from domain.facts import YEARS, PersonRef, TextRef, whole_seconds
from domain.tickets.facts import Adopted, LineAdopted, Meaning
from domain.tickets.rounds import Round, Taken
from domain.tickets.state import Told

ENDS = frozenset({Meaning.DONE, Meaning.CLOSED, Meaning.VOIDED})
STEPS = {
    Meaning.WORKED_ON: "started",
    Meaning.ASSIGNED: "assigned",
    Meaning.QUEUED: "queued",
    Meaning.WAITING: "waiting",
    Meaning.DONE: "done",
    Meaning.CLOSED: "closed",
    Meaning.VOIDED: "voided",
    Meaning.REMARK: "remarked",
}

Word = Annotated[str, msgspec.Meta(max_length=200)]


class Line(msgspec.Struct, frozen=True):
    """One line as an importer hands it over; ``key`` is the line's identity across imports of the same ledger."""

    line: Annotated[int, msgspec.Meta(ge=0)]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    key: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    means: Meaning
    reason: Word = ""
    team: Word = ""
    person: Word = ""
    remark: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class Registrar(Protocol):
    """Puts words and names into the register."""

    def text(self, words: str) -> TextRef: ...
    def known_person(self, name: str) -> PersonRef: ...


def adopt(
    ticket: Told, header: Adopted, lines: Sequence[Line], now: datetime, registrar: Registrar
) -> dict[int, str | Reason]:
    """Take over a foreign ticket's lines.

    Returns:
        For each line number ``adopted``, ``duplicate`` or the reason why the line was left out.

    Raises:
        Refused: The number belongs to a ticket of our own.
    """
    if ticket.report is not None:
        raise Refused(reason("{number} is a ticket of this house, not of a ledger.", number=header.number))
    verdicts: dict[int, str | Reason] = {}
    fresh: dict[str, Line] = {}
    for line in lines:
        verdict = "duplicate" if line.key in fresh else _verdict(ticket, line, now)
        verdicts[line.line] = verdict
        if verdict == "adopted":
            fresh[line.key] = line
    if fresh:
        ticket.record(header, max(whole_seconds(line.at) for line in fresh.values()))
    for line in fresh.values():
        ticket.record(_fact(header.run, line, registrar), whole_seconds(line.at))
    return verdicts


def _verdict(ticket: Told, line: Line, now: datetime) -> str | Reason:
    if line.key in ticket.lines:
        return "duplicate"
    if line.at.year not in YEARS:
        return reason(
            "The line's time lies in the year {year}, which cannot be meant.", year=str(line.at.year)
        )
    if whole_seconds(line.at) > now:
        return reason("The line's time, {at}, lies in the future.", at=line.at)
    return "adopted"


def _fact(run: str, line: Line, registrar: Registrar) -> LineAdopted:
    return LineAdopted(
        run=run,
        line=line.line,
        key=line.key,
        means=line.means,
        reason=line.reason,
        team=line.team,
        person=registrar.known_person(line.person) if line.person.strip() else None,
        remark=registrar.text(line.remark) if line.remark.strip() else None,
    )


def add_line(ticket: Told, at: datetime, fact: LineAdopted) -> None:
    """Fold one more line; one that belongs before the last is folded in its place."""
    if ticket.last_line is not None and (at, fact.line) < ticket.last_line:
        fold_again(ticket)
        return
    _fold(ticket, at, fact)


def fold_again(ticket: Told) -> None:
    """Fold all lines anew in the order of time, then of the file."""
    ticket.rounds, ticket.with_whom, ticket.team, ticket.last_line = [], (), "", None
    for at, fact in sorted(ticket.lines.values(), key=lambda line: (line[0], line[1].line)):
        _fold(ticket, at, fact)


def _fold(ticket: Told, at: datetime, fact: LineAdopted) -> None:
    reopened = (
        bool(ticket.rounds)
        and bool(ticket.rounds[-1].taken)
        and _has_ended(ticket)
        and fact.means not in ENDS
    )
    if not ticket.rounds or reopened:
        ticket.rounds.append(Round(at))
    work = ticket.rounds[-1]
    work.end_wait(at)
    work.take(Taken(STEPS[fact.means], fact, at, fact.person.id if fact.person else "", ""))
    if fact.means is Meaning.WAITING:
        work.begin_wait(fact.reason, at)
    if fact.means is Meaning.QUEUED:
        ticket.with_whom, ticket.team = (), fact.team
    elif fact.person:
        ticket.with_whom, ticket.team = (fact.person.id,), fact.team
    ticket.last_line = (at, fact.line)


def _has_ended(ticket: Told) -> bool:
    fact = ticket.rounds[-1].taken[-1].fact
    return isinstance(fact, LineAdopted) and fact.means in ENDS


def waited(ticket: Told) -> timedelta:
    """How long the ticket waited; a wait that is still open lasts until the ledger ends."""
    return sum((_length(ticket, work) for work in ticket.rounds), timedelta())


def _length(ticket: Told, work: Round) -> timedelta:
    ends: Iterable[datetime | None] = (wait.until or ticket.ledger_ends_at for wait in work.waits)
    return sum((end - wait.since for wait, end in zip(work.waits, ends, strict=True) if end), timedelta())
