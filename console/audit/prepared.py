"""The questions that auditors ask, each with the page that answers it in one press more."""

from collections.abc import Callable, Mapping

import msgspec

from console.audit.address import QUESTION, case, panel, to
from console.viewer import Viewer
from domain.errors import Term
from projections.audit.subjects import Subject

Lead = Callable[[Viewer, Subject], str]


class Prepared(msgspec.Struct, frozen=True):
    """One question.

    Attributes:
        asks: In the auditor's words.
        answers: What the answer shows.
        about: The page about one subject; ``None`` where none is needed.
        kinds: Subjects that the question can be about; any without.
        whole: The page for all of the site; ``None`` where it must be about something.
    """

    asks: Term
    answers: Term
    about: Lead | None = None
    kinds: frozenset[str] = frozenset()
    whole: Callable[[Viewer], str] | None = None


def _case(viewer: Viewer, one: Subject) -> str:
    if one.kind == "person":
        return panel(viewer, "search", who=one.code)
    return case(viewer, one.stream, **({"at": one.position} if one.position else {}))


def _desk(viewer: Viewer, one: Subject) -> str:
    return case(viewer, one.stream, desk=one.position or "last")


def _late(viewer: Viewer, one: Subject) -> str:
    return panel(viewer, "late", who=one.code) if one.kind == "person" else _case(viewer, one)


def _gone(viewer: Viewer, one: Subject) -> str:
    by_code = one.kind in ("ticket", "unit", "person", "campaign", "survey")
    return to(viewer, "erasures", about=one.code if by_code else one.stream)


def _reported(viewer: Viewer, one: Subject) -> str:
    return to(viewer, "survey", survey=one.code) if one.kind == "survey" else to(viewer, "satisfaction")


PREPARED: Mapping[str, Prepared] = {
    "changed": Prepared(
        Term("Who changed this?"),
        Term("Every fact of it in order: who did it, who wrote it down, in which role, by which command."),
        _case,
    ),
    "limit": Prepared(
        Term("Was it late, and by whose rule?"),
        Term("Each limit as lines that add up, with the rules and the calendar that were in force."),
        _case,
        frozenset({"ticket", "event", "stream", "command"}),
        lambda viewer: panel(viewer, "rank", by="late"),
    ),
    "desk": Prepared(
        Term("What did the desk see then?"),
        Term("The duty desk as it was just before, beside what is known now."),
        _desk,
        frozenset({"ticket", "event", "stream", "command"}),
        lambda viewer: to(viewer, "moment"),
    ),
    "reported": Prepared(
        Term("What was reported then?"),
        Term("The figures as they were reported, beside those known now, with the forms between."),
        _reported,
        frozenset({"survey"}),
        lambda viewer: to(viewer, "satisfaction"),
    ),
    "missing": Prepared(
        Term("What is missing?"),
        Term("Steps that somebody went past without a record, and copies of slips that never came back."),
        _case,
        frozenset({"ticket", "event", "stream", "command"}),
        lambda viewer: panel(viewer, "rank", by="missing"),
    ),
    "dated": Prepared(
        Term("Was anything written down later, or back-dated?"),
        Term("What was recorded long after it happened, by whom and how late."),
        _late,
        frozenset(),
        lambda viewer: panel(viewer, "late"),
    ),
    "looked": Prepared(
        Term("Who looked at it?"),
        Term("Every look at the past, at audit pages, and everything that was taken away."),
        lambda viewer, one: panel(viewer, "looked", about=one.stream if one.kind == "stream" else one.code),
        frozenset(),
        lambda viewer: panel(viewer, "looked"),
    ),
    "genuine": Prepared(
        Term("Is this copy genuine?"),
        Term("What signed checkpoints cover, and a verification of every event against them."),
        whole=lambda viewer: to(viewer, "proof"),
    ),
    "gone": Prepared(
        Term("Is this person really gone?"),
        Term("What was erased, when and by whom, with a certificate that says whether anything is left."),
        _gone,
        whole=lambda viewer: to(viewer, "erasures"),
    ),
}


def whole_address(viewer: Viewer, code: str) -> str:
    """Where a question leads that is asked of nothing in particular: to its page, or to the field that asks of what."""
    one = PREPARED[code]
    return one.whole(viewer) if one.whole else to(viewer, "audit", **{QUESTION: code})


def fits(code: str, subject: Subject) -> bool:
    """Whether a question can be asked of a subject."""
    one = PREPARED[code]
    return one.about is not None and (not one.kinds or subject.kind in one.kinds)


def answer_address(viewer: Viewer, code: str, subject: Subject) -> str:
    """The page that answers a question about a subject."""
    one = PREPARED[code]
    return one.about(viewer, subject) if one.about else whole_address(viewer, code)
