"""What can happen to one post in one turn, to the reserve that stands by, and to calls on the day (EXM-07, EXM-31)."""

from datetime import datetime

from domain.facts import Fact, TextRef, stored_as


@stored_as("duty.arrived")
class Arrived(Fact, frozen=True):
    """Somebody is at the post; ``by_code``: they read the code that hangs there themselves."""

    person: str
    by_code: bool = False


@stored_as("duty.arrival_corrected")
class ArrivalCorrected(Fact, frozen=True):
    """The arrival was at another time, or there was none where ``arrived_at`` is empty."""

    person: str
    why: TextRef
    arrived_at: datetime | None = None


@stored_as("duty.delay_told")
class DelayTold(Fact, frozen=True):
    """Somebody has said that they come late, and when."""

    person: str
    expected_at: datetime
    why: TextRef | None = None


@stored_as("duty.absence_noted")
class AbsenceNoted(Fact, frozen=True):
    """Somebody does not come."""

    person: str
    why: TextRef | None = None


@stored_as("duty.post_left")
class PostLeft(Fact, frozen=True):
    """Somebody is away from the post for a while, and is back at ``back_at`` where that is known."""

    person: str
    why: TextRef
    back_at: datetime | None = None


@stored_as("duty.post_resumed")
class PostResumed(Fact, frozen=True):
    """Back at the post; ``by_code`` as in :class:`Arrived`."""

    person: str
    by_code: bool = False


@stored_as("duty.relieved")
class Relieved(Fact, frozen=True):
    """Somebody is done here; of the reserve, free again."""

    person: str


@stored_as("duty.reserve_sent")
class ReserveSent(Fact, frozen=True):
    """Somebody is on the way to help, in the place of ``instead_of`` where one is meant."""

    person: str
    comes_from: str = ""
    instead_of: str = ""


@stored_as("standby.stationed")
class ReserveStationed(Fact, frozen=True):
    """Where one of the reserve waits."""

    person: str
    place: str


@stored_as("standby.sent")
class StandbySent(Fact, frozen=True):
    """One of the reserve has a post; ``duty`` is its key."""

    person: str
    duty: str


@stored_as("standby.freed")
class StandbyFreed(Fact, frozen=True):
    """One of the reserve has no post any more."""

    person: str


@stored_as("calls.raised")
class CallRaised(Fact, frozen=True):
    """Somebody called the desk of the day; ``call`` is its number."""

    call: int
    what: TextRef
    place: str = ""


@stored_as("calls.answered")
class CallAnswered(Fact, frozen=True):
    call: int
