"""The ticket: what was reported, the rounds of work on it, and its state, which is derived from facts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Fact, Happened, PersonRef, TextRef
from domain.roles import TERMS, Role
from domain.tickets import adoption, facts
from domain.tickets import repair_facts as did
from domain.tickets.facts import Kind
from domain.tickets.kinds import PLAYBOOKS, Playbook
from domain.tickets.procedure import Procedure, Step
from domain.tickets.rounds import Round, Taken, Wait

FINAL = frozenset({"closed", "voided", "decline_filed"})


class Ticket(Aggregate):
    """One request of a customer, of any kind, for its whole life.

    Attributes:
        rounds: At least one once reported; a reopening begins the next.
        with_whom: Accounts that have it now.
        team: Team whose queue it stands in.
        contacts: When the household called about it, the first report included.
        run: The import that last brought lines of its history; empty for a ticket of our own.
        ledgers: When the ledger of each import ends that has not been taken back.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.site = stream.split(":")[1] if stream.count(":") > 1 else ""
        self.report: facts.Reported | None = None
        self.number = ""
        self.kind = Kind.HELP
        self.unit = ""
        self.matter: TextRef | None = None
        self.booked_for: datetime | None = None
        self.slip = ""
        self.rounds: list[Round] = []
        self.with_whom: tuple[str, ...] = ()
        self.team = ""
        self.contacts: tuple[datetime, ...] = ()
        self.incident = False
        self.run = ""
        self.lines: dict[str, tuple[datetime, facts.LineAdopted]] = {}
        self.last_line: tuple[datetime, int] | None = None
        self.ledgers: dict[str, datetime] = {}

    @property
    def playbook(self) -> Playbook:
        return PLAYBOOKS[self.kind]

    @property
    def procedure(self) -> Procedure:
        return self.playbook.procedure

    @property
    def round(self) -> Round:
        return self.rounds[-1]

    @property
    def steps(self) -> Mapping[str, datetime]:
        """First instant of each step of the present round, ``reported`` included."""
        return self.rounds[-1].first if self.rounds else {}

    @property
    def waits(self) -> Sequence[Wait]:
        return self.rounds[-1].waits if self.rounds else ()

    @property
    def waiting(self) -> Wait | None:
        """The wait that lasts now."""
        return self.rounds[-1].waiting if self.rounds else None

    @property
    def reported_at(self) -> datetime | None:
        return self.rounds[0].since if self.rounds else None

    @property
    def reopenings(self) -> int:
        return max(len(self.rounds) - 1, 0)

    @property
    def caller(self) -> PersonRef | None:
        return self.report.caller if self.report else None

    @property
    def first_receiver(self) -> str:
        """Who took the first call, for the ticket's whole life (RSP-04)."""
        return self.report.first_receiver if self.report else ""

    @property
    def pins(self) -> Mapping[str, str]:
        """Policy profile and version by rule family, as in force at acceptance."""
        return self.report.pins if self.report else {}

    @property
    def calendar(self) -> str:
        """Calendar region and version in force at acceptance: ``CN@17``."""
        return self.report.calendar if self.report else ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.report.zone if self.report else "Asia/Shanghai")

    @property
    def in_tariff(self) -> bool:
        return bool(self.report and self.report.item)

    @property
    def technician_collects(self) -> bool:
        """Whether the technician takes the fee on site; else only finance settles it (CON-07)."""
        return bool(self.report and self.report.collector == "technician")

    @property
    def returning_copies(self) -> tuple[int, ...]:
        """Copies that come back after the signature: all but the customer's and the desk's stub (REP-09, REP-21)."""
        return (1, 2) if self.technician_collects else (2, 3)

    @property
    def is_adopted(self) -> bool:
        return bool(self.lines)

    @property
    def ledger_ends_at(self) -> datetime | None:
        """Last instant of the ledgers that its lines came from; an open wait lasts until then."""
        return max(self.ledgers.values(), default=None)

    @property
    def is_open(self) -> bool:
        return bool(self.rounds) and not self.steps.keys() & FINAL

    @property
    def stage(self) -> str:
        """The step that happened last in this round."""
        return self.rounds[-1].stage if self.rounds else ""

    @property
    def path(self) -> Sequence[str]:
        return self.playbook.path(self)

    @property
    def gaps(self) -> list[str]:
        """Steps that somebody went past without a record."""
        return [] if self.is_adopted else self.procedure.gaps(self.path, self.steps)

    @property
    def next_step(self) -> Step | None:
        """The step of the path that comes after the furthest one on record; optional ones are passed over."""
        if not self.is_open or self.is_adopted:
            return None
        main = [self.procedure.steps[code] for code in self.path]
        due = [step for step in main if not step.optional]
        last = max((index for index, step in enumerate(due) if step.code in self.steps), default=0)
        return next(iter(due[last + 1 :]), None)

    def take_report(self, report: facts.Reported, at: datetime) -> None:
        """Begin the ticket; a number is given once, which the log's stream versions guard."""
        self.record(report, at)

    def take(self, fact: Fact, at: datetime) -> None:
        """Record one step.

        Raises:
            Refused: Every reason that stands in its way at once.
        """
        obstacles = list(self.obstacles(fact, at))
        if obstacles:
            raise Refused(*obstacles)
        self.record(fact, at)

    def obstacles(self, fact: Fact, at: datetime) -> Iterator[Reason]:
        """Why ``fact`` cannot be recorded at ``at``: what is missing, contradictory, over, or guarded."""
        step = self.procedure.by_fact.get(type(fact))
        if step is None:
            yield reason("This kind of ticket knows no such step.")
            return
        if self.is_adopted:
            yield reason("This ticket came from another ledger; it is kept as it was and not worked on here.")
            return
        yield from self._once(step)
        yield from self._still_open(step, at)
        yield from self._waits(fact, at)
        yield from self.procedure.missing(step, self.steps)
        yield from self.procedure.contradictions(step, at, self.steps)
        yield from self.playbook.guards(self, fact, at)

    def _once(self, step: Step) -> Iterator[Reason]:
        known = self.steps.get(step.code)
        if known is not None and not step.repeats:
            yield reason("“{step}” is already on record at {known}.", step=step.term, known=known)

    def _still_open(self, step: Step, at: datetime) -> Iterator[Reason]:
        """After the end only late paper may arrive, with a time before it; for new work the ticket is reopened."""
        for code in FINAL & self.steps.keys():
            if at > self.steps[code]:
                yield reason(
                    "The ticket has ended: “{step}” is on record at {known}.",
                    who=TERMS[Role.DESK],
                    verb=Term("reopen it"),
                    do="ticket.reopen",
                    step=self.procedure.steps[code].term,
                    known=self.steps[code],
                )

    def _waits(self, fact: Fact, at: datetime) -> Iterator[Reason]:
        if isinstance(fact, facts.WaitingBegun) and self.waiting is not None:
            yield reason("It is waiting already, since {since}.", since=self.waiting.since)
        if isinstance(fact, facts.Resumed):
            if self.waiting is None:
                yield reason("It is not waiting, so there is nothing to resume.")
            elif at < self.waiting.since:
                yield reason("The wait began at {since}; it cannot end before.", since=self.waiting.since)

    def reopen(self, fact: facts.Reopened, at: datetime) -> None:
        """Begin new work under the same number (TRN-17, REP-36).

        Raises:
            Refused: It is still open, was voided, or ended later than ``at``.
        """
        ends = [self.steps[code] for code in FINAL & self.steps.keys()]
        if self.is_adopted or not ends:
            raise Refused(
                reason("The ticket is still open; go on with it.", who=Term("you"), verb=Term("open it"))
            )
        if max(ends) > at:
            raise Refused(
                reason("The ticket ended at {known}; it cannot be reopened before.", known=max(ends))
            )
        self.record(fact, at)

    @on(facts.Reported)
    def _on_reported(self, fact: facts.Reported, event: Happened) -> None:
        self.report = fact
        self.number, self.kind, self.unit = fact.number, fact.kind, fact.unit
        self.matter, self.booked_for = fact.matter, fact.booked_for
        self.rounds, self.contacts = [Round(event.happened_at)], (event.happened_at,)

    @on(facts.Reopened)
    def _on_reopened(self, fact: facts.Reopened, event: Happened) -> None:
        self.rounds.append(Round(event.happened_at))
        self.with_whom, self.booked_for = (), None

    @on(*{fact for book in PLAYBOOKS.values() for fact in book.procedure.by_fact} - {facts.Reported})
    def _on_step(self, fact: Fact, event: Happened) -> None:
        code = self.procedure.by_fact[type(fact)].code
        self.round.take(Taken(code, fact, event.happened_at, event.doer, event.role))
        match fact:
            case facts.Assigned(to=people) | did.Dispatched(technicians=people):
                self.with_whom, self.team = people, ""
            case facts.Queued(team=team):
                self.with_whom, self.team = (), team
            case facts.Rebooked(booked_for=booked_for):
                self.booked_for = booked_for
            case facts.Urged():
                self.contacts = (*self.contacts, event.happened_at)
            case facts.WaitingBegun(reason=why):
                self.round.begin_wait(why, event.happened_at)
            case facts.Resumed():
                self.round.end_wait(event.happened_at)
            case facts.IncidentFlagged():
                self.incident = True
            case did.SlipFilled(slip=slip):
                self.slip = slip
            case _:
                pass

    @on(facts.Adopted)
    def _on_adopted(self, fact: facts.Adopted, event: Happened) -> None:
        self.number, self.unit, self.matter = fact.number, fact.unit, fact.matter
        self.run = fact.run
        self.ledgers = {**self.ledgers, fact.run: fact.ledger_ends_at}

    @on(facts.LineAdopted)
    def _on_line_adopted(self, fact: facts.LineAdopted, event: Happened) -> None:
        self.lines[fact.key] = (event.happened_at, fact)
        adoption.add_line(self, event.happened_at, fact)

    @on(facts.AdoptionUndone)
    def _on_adoption_undone(self, fact: facts.AdoptionUndone, event: Happened) -> None:
        self.lines = {key: line for key, line in self.lines.items() if line[1].run != fact.run}
        self.ledgers = {run: ends for run, ends in self.ledgers.items() if run != fact.run}
        adoption.fold_again(self)


def ticket_stream(site: str, number: str) -> str:
    return f"ticket:{site}:{number}"
