"""What a ticket's facts tell of it, whatever its kind: the report, the rounds of work, who has it, its ledger's lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.aggregate import Aggregate
from domain.facts import PersonRef, TextRef
from domain.tickets import facts
from domain.tickets.facts import Kind
from domain.tickets.rounds import Round, Wait

FINAL = frozenset({"closed", "voided", "decline_filed"})


class Told(Aggregate):
    """One ticket; how each kind of it goes, and what is decided about it, stand in what builds on this.

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
