"""The ticket: one request for its whole life, which steps it may take, and how its facts are folded."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.aggregate import on
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Fact, Happened
from domain.roles import TERMS, Role
from domain.tickets import adoption, facts
from domain.tickets import repair_facts as did
from domain.tickets.kinds import PLAYBOOKS, Playbook
from domain.tickets.procedure import Procedure, Step
from domain.tickets.rounds import Round, Taken
from domain.tickets.state import FINAL, Told


class Ticket(Told):
    """One request of a customer, of any kind, for its whole life."""

    @property
    def playbook(self) -> Playbook:
        return PLAYBOOKS[self.kind]

    @property
    def procedure(self) -> Procedure:
        return self.playbook.procedure

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
