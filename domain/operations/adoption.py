"""Adopting another ledger's history, and taking an import back."""

from typing import Annotated

from msgspec import Meta

from domain.aggregate import Aggregate, on
from domain.errors import Refused, Term, reason
from domain.facts import Fact, Happened, stored_as, whole_seconds
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.words import Aware, Label, Text, TicketNumber, UnitCode
from domain.roles import Role
from domain.tickets import facts
from domain.tickets.adoption import Line, adopt
from domain.tickets.ticket import Ticket, ticket_stream

_IMPORTERS = (Role.ADMINISTRATOR,)
Run = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9-]+(?!\n)$")]
Digest = Annotated[str, Meta(max_length=64)]


@stored_as("import.begun")
class ImportBegun(Fact, frozen=True):
    """A file is being adopted; ``digest`` is the hex SHA-256 of its bytes."""

    source: str
    digest: str


@stored_as("import.undone")
class ImportUndone(Fact, frozen=True):
    tickets: int


class Import(Aggregate):
    """One run of adopting a file."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.source = ""
        self.undone = False

    @on(ImportBegun)
    def _on_begun(self, fact: ImportBegun, event: Happened) -> None:
        self.source = fact.source

    @on(ImportUndone)
    def _on_undone(self, fact: ImportUndone, event: Happened) -> None:
        self.undone = True


def import_stream(site: str, run: str) -> str:
    return f"import:{site}:{run}"


@command("import.begin", *_IMPORTERS)
def begin(desk: Desk, *, source: Annotated[Label, Meta(min_length=1)], digest: Digest) -> None:
    """Begin to adopt a file; the outcome names the run."""
    run = str(desk.count(import_stream(desk.site_code, "")) + 1)
    desk.begin(Import, import_stream(desk.open_site, run)).record(
        ImportBegun(source=source, digest=digest), desk.at
    )
    desk.results["run"] = run


@command("ticket.adopt", *_IMPORTERS)
def adopt_ticket(
    desk: Desk,
    *,
    run: Run,
    number: TicketNumber,
    source: Label,
    ledger_ends_at: Aware,
    lines: Annotated[list[Line], Meta(min_length=1, max_length=10_000)],
    matter: Text | None = None,
    unit: UnitCode | None = None,
) -> None:
    """Adopt the lines of one foreign ticket; the outcome tells each line's verdict."""
    if whole_seconds(ledger_ends_at) > desk.now:
        raise Refused(
            reason(
                "{at} lies in the future.", who=Term("you"), verb=Term("check the time"), at=ledger_ends_at
            )
        )
    begun = desk.load(Import, import_stream(desk.site_code, run))
    if begun.undone or not (begun.exists or desk.checking):
        raise Refused(
            reason(
                "The import {run} is not open.",
                who=Term("administrator"),
                verb=Term("begin it anew"),
                run=run,
            )
        )
    ticket = desk.load(Ticket, ticket_stream(desk.site_code, number))
    header = facts.Adopted(
        run=run,
        number=number,
        source=source,
        ledger_ends_at=whole_seconds(ledger_ends_at),
        matter=desk.text(matter) if matter else None,
        unit=unit or "",
    )
    desk.results["lines"] = adopt(ticket, header, lines, desk.now, desk)


@command("import.undo", *_IMPORTERS)
def undo(desk: Desk, *, run: Run) -> None:
    """Take an import back, visibly: what it brought counts no more, and may be adopted anew."""
    begun = desk.load(Import, import_stream(desk.site_code, run))
    if not begun.exists:
        raise Refused(reason("There is no import {run} at this site.", run=run))
    if begun.undone:
        raise Refused(reason("The import {run} has been taken back already.", run=run))
    streams = desk.streams_of_run(run)
    for stream in streams:
        desk.load(Ticket, stream).record(facts.AdoptionUndone(run=run), desk.at)
    begun.record(ImportUndone(tickets=len(streams)), desk.at)
