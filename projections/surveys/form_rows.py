"""What the questions about forms and problems answer with; instants are Unix seconds, days are days of the site."""

from datetime import date

import msgspec

from domain.named import Named
from domain.surveys.form import Standing
from domain.surveys.form_facts import ProblemKind
from domain.surveys.problems import State as ProblemState
from projections.tickets.story import StoryLine


class FormLine(msgspec.Struct, frozen=True):
    """One numbered form.

    Attributes:
        surveyor: Account that answers for it, with the name.
        rejected: Why it is not valid; empty where it is, or is not judged.
        late: Came in after the close.
        instead: Number of the form that took its place; 0 for none.
        overall: The figure on the overall question; ``None`` without one.
        problems: How many it brought to light.
    """

    number: int
    unit: str
    stratum: str
    surveyor: str = ""
    surveyor_name: str = ""
    way: str = ""
    standing: Standing = "numbered"
    source: str = ""
    is_valid: bool = False
    rejected: str = ""
    late: bool = False
    instead: int = 0
    issued_at: int | None = None
    returned_at: int | None = None
    answered_at: int | None = None
    overall: int | None = None
    problems: int = 0


class FormPage(msgspec.Struct, frozen=True):
    """One page of the forms of a survey; ``total`` counts all that fit."""

    total: int
    rows: list[FormLine]


class KeyingRow(msgspec.Struct, frozen=True):
    """One keying of a paper form; ``comment`` is ``None`` where there is none, or once erased."""

    account: str
    name: str
    at: int
    recorded_at: int | None
    answers: dict[str, int]
    comment: str | None


class Asked(msgspec.Struct, frozen=True):
    """One question of the form with what each keying says to it, and what stands.

    Attributes:
        keyed: The figure of each keying, in their order.
        differs: The keyings disagree.
        stands: What the form says; ``None`` without an answer.
    """

    code: str
    name: Named
    required: bool
    keyed: list[int | None]
    differs: bool
    stands: int | None


class ProblemRow(msgspec.Struct, frozen=True):
    """One line of the problem record (FRM-15).

    Attributes:
        day: Day on which it was found.
        found_by: Account, with the name.
        same_day: It was recorded on that day (SVY-08).
        kind: Whose matter it is (SVY-09).
        solution: First solution of the departments, or the final one.
        ticket: Number of the ticket that its slip opened, with whether that is still open.
        first: When each state was first reached.
    """

    form: int
    problem: int
    unit: str
    stratum: str
    theme: str
    what: str | None
    day: date
    found_at: int
    recorded_at: int
    same_day: bool
    found_by: str
    found_by_name: str
    state: ProblemState
    since: int
    kind: ProblemKind | None
    solution: str | None
    ticket: str
    ticket_is_open: bool | None
    first: dict[ProblemState, int]


class WholeForm(msgspec.Struct, frozen=True):
    """One form whole.

    Attributes:
        said: Words beside its rejection.
        comments: What the household wrote, oldest first; without what was erased.
        differs: Codes of questions on which the two keyings disagree, while nobody has settled them.
    """

    line: FormLine
    said: str | None
    comments: list[str]
    keyings: list[KeyingRow]
    questions: list[Asked]
    differs: list[str]
    problems: list[ProblemRow]
    events: list[StoryLine]
