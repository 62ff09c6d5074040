"""The one door: every change comes through here, from pages, files, the command line and the simulation."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from eventsourcing.persistence import IntegrityError

from domain.company import COMPANY, Company
from domain.errors import ChangedMeanwhile, Refused, Term, reason
from domain.facts import Recorded, whole_seconds
from domain.log import CommandTwice, Log
from domain.operations.adoption import ImportBegun
from domain.operations.commands import ENVELOPE, Command, find, read_arguments
from domain.operations.desk import Desk
from domain.operations.digests import digest_of, is_same
from domain.operations.envelope import Envelope, read_envelope
from domain.roster.duty_facts import Arrived, CallRaised, PostResumed
from domain.roster.facts import LeaveAsked, PersonEnlisted, ProposalTaken, RosterPublished
from domain.tariff import TariffPublished
from domain.tickets.facts import LineAdopted, Reported

_TRIES = 40
"""How often a decision is taken anew because somebody recorded first: a rush on one series of numbers."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an accepted command.

    Attributes:
        id: The command's id.
        position: Position of its last event, for read-your-writes; 0 where it changed nothing.
        streams: The streams it wrote to, in order.
        events: How many events it recorded.
        repeated: The command had been accepted before; nothing was written now.
        results: What the method tells beyond that.
    """

    id: str
    position: int = 0
    streams: tuple[str, ...] = ()
    events: int = 0
    repeated: bool = False
    results: dict[str, Any] = {}


class Door:
    """Carries out commands on one log."""

    def __init__(
        self,
        log: Log,
        clock: Callable[[], datetime],
        *,
        through: str = "console",
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.log = log
        self.clock = clock
        self.through = through
        self.random = random
        self._is_founded = False

    def submit(self, given: Mapping[str, Any], *, check: bool = False) -> Outcome:
        """Carry out one command.

        Args:
            given: ``{"id", "site", "by", "doer", "at", "do", …arguments}``.
            check: Decide, but write nothing.

        Raises:
            Refused: Nothing was recorded; every reason is named.
        """
        now = whole_seconds(self.clock())
        digest = digest_of(given)
        found = find(given.get("do"))
        order = read_envelope(given, now, self.through, digest)
        earlier = self.log.of_command(order.id)
        if earlier:
            return _repeated(order, earlier, self.log)
        arguments = read_arguments(
            found, {name: value for name, value in given.items() if name not in ENVELOPE}
        )
        try:
            return self._carry_out(found, order, arguments, now, check=check)
        except Refused:
            if twin := self.log.of_command(order.id):  # sent twice at once, and the other one came through
                return _repeated(order, twin, self.log)
            raise

    def _carry_out(
        self, found: Command, order: Envelope, arguments: dict[str, Any], now: datetime, *, check: bool
    ) -> Outcome:
        for left in range(_TRIES, 0, -1):
            desk = Desk(order, now, self.log, self.random, checking=check)
            self._admit(desk, found)
            found.method(desk, **arguments)
            events = desk.decided()
            if check or not events:
                return Outcome(id=order.id, results=desk.results)
            try:
                positions = self.log.append(events, desk.entries, desk.erased)
            except CommandTwice:
                return _repeated(order, self.log.of_command(order.id), self.log)
            except IntegrityError as error:
                if order.seen is not None or left == 1:
                    raise ChangedMeanwhile from error
                continue
            return _outcome(order, events, positions[-1], desk.results)
        raise ChangedMeanwhile

    def _admit(self, desk: Desk, found: Command) -> None:
        """Refuse whoever holds no role for it; the first command of a store has nobody to ask."""
        if found.do == "company.found":
            return
        self._is_founded = self._is_founded or self.log.get(Company, COMPANY).exists
        if not self._is_founded:
            raise Refused(
                reason(
                    "This store belongs to no company yet.",
                    who=Term("administrator"),
                    verb=Term("run “steward init” first"),
                )
            )
        if found.roles:
            desk.allow(found.roles)


def _outcome(order: Envelope, events: Sequence[Recorded], position: int, results: dict[str, Any]) -> Outcome:
    streams = tuple(dict.fromkeys(event.originator_id for event in events))
    return Outcome(id=order.id, position=position, streams=streams, events=len(events), results=results)


def _repeated(order: Envelope, earlier: Sequence[Recorded], log: Log) -> Outcome:
    """The first outcome again.

    Raises:
        Refused: The id was used for another command.
    """
    if not is_same(order, earlier, log):
        raise Refused(
            reason(
                "The id {id} was used for another command, recorded at {at}.",
                who=Term("you"),
                verb=Term("give this one its own id"),
                id=order.id,
                at=earlier[0].recorded_at,
            )
        )
    first = _outcome(order, earlier, earlier[-1].position, _told_then(earlier))
    return msgspec.structs.replace(first, repeated=True)


def _told_then(earlier: Sequence[Recorded]) -> dict[str, Any]:
    """What the first outcome told, as far as its events say it: the number, run, edition or lines it gave."""
    told: dict[str, Any] = {}
    for event in earlier:
        match event.fact:
            case Reported(number=number):
                told["ticket"] = number
            case ImportBegun():
                told["run"] = event.originator_id.rpartition(":")[2]
            case TariffPublished(edition=edition):
                told["version"] = edition.version
            case LineAdopted(line=line):
                told.setdefault("lines", {})[line] = "adopted"
            case _:
                told |= _told_of_people(event)
    return told


def _told_of_people(event: Recorded) -> dict[str, Any]:
    """The same of a roster and its days."""
    told: dict[str, Any] = {}
    match event.fact:
        case PersonEnlisted(person=person):
            told["person"] = person
        case LeaveAsked(leave=leave):
            told["leave"] = leave
        case ProposalTaken(missing=missing):
            told["missing"] = missing
        case RosterPublished(number=number):
            told["edition"] = number
        case Arrived() | PostResumed():
            told |= {"duty": event.originator_id.split(":", 3)[3], "arrived_at": event.happened_at}
        case CallRaised(call=call):
            told["call"] = call
        case _:
            pass
    return told
