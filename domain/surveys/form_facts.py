"""What happens to one numbered form; ``form:<site>:<survey>:<number>`` is its stream."""

from collections.abc import Mapping
from typing import Literal

from domain.facts import Fact, TextRef, stored_as

Way = Literal["door", "desk", "entrance"]
"""How it reached the household: at the door, at the front desk, at the building's entrance (CMP-08)."""

Source = Literal["page", "file"]
Invalid = Literal["incomplete", "unreadable", "not_this_household", "second_form", "falsified", "unstamped"]
ProblemKind = Literal["daily", "suggestion", "external"]
"""Daily work within the service, a suggestion, a matter of the developer or the group (SVY-09)."""


@stored_as("form.issued")
class FormIssued(Fact, frozen=True):
    """Handed out; ``stratum`` is the building it counts for, ``surveyor`` the account that answers for it.

    Attributes:
        themes: Codes of what it asks, in the order of its questions.
        happy_from: The least figure on its scale that counts as satisfied.
    """

    unit: str
    stratum: str
    surveyor: str
    way: Way
    themes: tuple[str, ...]
    happy_from: int


@stored_as("form.visited")
class FormVisited(Fact, frozen=True):
    """Nobody was in, or the household would not answer."""

    outcome: Literal["absent", "refused"]
    said: TextRef | None = None


@stored_as("form.returned")
class FormReturned(Fact, frozen=True):
    """A paper form came back; ``late`` where collection was closed by then."""

    late: bool = False


@stored_as("form.keyed")
class FormKeyed(Fact, frozen=True):
    """One keying of a paper form; what two people key alike stands."""

    answers: Mapping[str, int]
    comment: TextRef | None = None


@stored_as("form.settled")
class FormSettled(Fact, frozen=True):
    """What the form says where two keyings differ, or where what stood was mistaken."""

    answers: Mapping[str, int]
    why: TextRef | None = None


@stored_as("form.answered")
class FormAnswered(Fact, frozen=True):
    """Answered on the page behind its code, or taken from a file; that is its return as well."""

    answers: Mapping[str, int]
    source: Source
    comment: TextRef | None = None
    late: bool = False


@stored_as("form.rejected")
class FormRejected(Fact, frozen=True):
    """Not valid, and why (SVY-07)."""

    reason: Invalid
    said: TextRef | None = None


@stored_as("form.reinstated")
class FormReinstated(Fact, frozen=True):
    why: TextRef


@stored_as("form.withdrawn")
class FormWithdrawn(Fact, frozen=True):
    """Lost or spoilt; ``instead`` is the number of the form that took its place."""

    instead: int


@stored_as("form.problem_found")
class ProblemFound(Fact, frozen=True):
    """A problem goes into the day's record (SVY-08, FRM-15); problems of a form are numbered from 1."""

    problem: int
    what: TextRef
    theme: str = ""


@stored_as("form.problem_classified")
class ProblemClassified(Fact, frozen=True):
    """Whose matter it is (SVY-09); ``solution`` is the first solution of departments, or the final one."""

    problem: int
    kind: ProblemKind
    solution: TextRef | None = None


@stored_as("form.slip_issued")
class SlipIssued(Fact, frozen=True):
    """A rectification slip went out; ``ticket`` where the work is one (SVY-10)."""

    problem: int
    ticket: str = ""


@stored_as("form.rectification_begun")
class RectificationBegun(Fact, frozen=True):
    problem: int


@stored_as("form.rectification_accepted")
class RectificationAccepted(Fact, frozen=True):
    problem: int
    said: TextRef | None = None


@stored_as("form.rectification_rejected")
class RectificationRejected(Fact, frozen=True):
    problem: int
    why: TextRef
