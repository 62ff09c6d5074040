"""What can happen to a ticket of any kind: the trunk that all kinds share (section 3 of the catalogue)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from domain.facts import Fact, PersonRef, TextRef, stored_as


class Kind(StrEnum):
    """Kinds of ticket; the value is stored."""

    HELP = "help"
    REPAIR = "repair"


class HelpClass(StrEnum):
    """The seven help classes (TCK-01)."""

    MEDICAL = "medical"
    REPAIR = "repair"
    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    CRIME = "crime"
    DISASTER = "disaster"
    OTHER = "other"


class Channel(StrEnum):
    """How the customer reached us (TCK-04)."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    LETTER = "letter"
    EMAIL = "email"
    STAFF = "staff"


class WaitReason(StrEnum):
    CUSTOMER = "customer"
    MATERIAL = "material"
    VENDOR = "vendor"
    THIRD_PARTY = "third_party"
    OTHER = "other"


@stored_as("ticket.reported")
class Reported(Fact, frozen=True):
    """A call, visit or letter became a ticket; the policy and calendar then in force are pinned.

    Attributes:
        first_receiver: Account that took it, kept for the ticket's whole life (RSP-04).
        pins: Policy profile and version by rule family: ``{"repair": "COMMUNITY@1"}``.
        calendar: Calendar region and version: ``CN@17``.
        item: Tariff item code; empty when the fault stands in no tariff (REP-04).
        tariff: Edition the item was looked up in; 0 for none.
        collector: Who settles the charge: ``finance`` or ``technician`` (CON-07).
    """

    number: str
    kind: Kind
    help_class: HelpClass
    channel: Channel
    matter: TextRef
    first_receiver: str
    zone: str
    pins: Mapping[str, str]
    calendar: str
    unit: str = ""
    place: str = ""
    caller: PersonRef | None = None
    booked_for: datetime | None = None
    item: str = ""
    tariff: int = 0
    collector: str = "finance"


@stored_as("ticket.assigned")
class Assigned(Fact, frozen=True):
    to: tuple[str, ...]


@stored_as("ticket.queued")
class Queued(Fact, frozen=True):
    team: str


@stored_as("ticket.work_begun")
class WorkBegun(Fact, frozen=True):
    pass


@stored_as("ticket.set_out")
class SetOut(Fact, frozen=True):
    """On the way; ``taken_along`` are the things of REP-15 that were checked, ``phoned`` that somebody is home."""

    taken_along: tuple[str, ...] = ()
    phoned: bool = False


@stored_as("ticket.arrived")
class Arrived(Fact, frozen=True):
    pass


@stored_as("ticket.waiting_begun")
class WaitingBegun(Fact, frozen=True):
    reason: WaitReason
    evidence: TextRef | None = None


@stored_as("ticket.resumed")
class Resumed(Fact, frozen=True):
    pass


@stored_as("ticket.answered")
class Answered(Fact, frozen=True):
    """The customer has a first answer (TCK-02); ``escalated`` when the head was asked first."""

    what: TextRef
    escalated: bool = False


@stored_as("ticket.done")
class Done(Fact, frozen=True):
    result: TextRef | None = None


@stored_as("ticket.closed")
class Closed(Fact, frozen=True):
    pass


@stored_as("ticket.voided")
class Voided(Fact, frozen=True):
    why: TextRef


@stored_as("ticket.reopened")
class Reopened(Fact, frozen=True):
    """Work begins anew under the same number; ``same_cause`` counts as rework (REP-36, REP-37)."""

    why: TextRef
    same_cause: bool = False


@stored_as("ticket.rebooked")
class Rebooked(Fact, frozen=True):
    """A new appointment, or none: as soon as possible."""

    booked_for: datetime | None = None


@stored_as("ticket.urged")
class Urged(Fact, frozen=True):
    """The same household called again about the same matter (MRG-02)."""

    channel: Channel
    said: TextRef | None = None


@stored_as("ticket.remarked")
class Remarked(Fact, frozen=True):
    what: TextRef


@stored_as("ticket.incident_flagged")
class IncidentFlagged(Fact, frozen=True):
    """Staff or tools detained, abuse: the customer-service assistant takes over (REP-19)."""

    what: TextRef


class Meaning(StrEnum):
    """What a line of a foreign ledger says in our words."""

    WORKED_ON = "worked_on"
    ASSIGNED = "assigned"
    QUEUED = "queued"
    WAITING = "waiting"
    DONE = "done"
    CLOSED = "closed"
    VOIDED = "voided"
    REMARK = "remark"


@stored_as("ticket.adopted")
class Adopted(Fact, frozen=True):
    """Foreign history begins: judged by none of our guards and targets.

    Attributes:
        run: The import that brought it.
        ledger_ends_at: Last instant of the file; an open wait lasts until then.
    """

    run: str
    number: str
    source: str
    ledger_ends_at: datetime
    matter: TextRef | None = None
    unit: str = ""


@stored_as("ticket.line_adopted")
class LineAdopted(Fact, frozen=True):
    """One line of a foreign ledger.

    Attributes:
        line: Line number in the file; orders lines of the same second.
        key: Identity of the line, so that a second import adds nothing.
    """

    run: str
    line: int
    key: str
    means: Meaning
    reason: str = ""
    team: str = ""
    person: PersonRef | None = None
    remark: TextRef | None = None


@stored_as("ticket.adoption_undone")
class AdoptionUndone(Fact, frozen=True):
    """An import is taken back, visibly: its lines count no more."""

    run: str
