"""Problems that forms brought to light, step by step, and the tickets that they became (SVY-08..10, FRM-15)."""

from collections.abc import Sequence

import msgspec

from domain.facts import Happened
from domain.surveys import form_facts as facts
from domain.surveys.problems import State
from domain.surveys.survey import survey_stream
from projections.asking.views import Snapshot
from projections.spine.model import Field, IndexModel, Row

Step = (
    facts.ProblemFound
    | facts.ProblemClassified
    | facts.SlipIssued
    | facts.RectificationBegun
    | facts.RectificationAccepted
    | facts.RectificationRejected
)
_REACHED: dict[type[Step], State] = {
    facts.ProblemFound: "found",
    facts.ProblemClassified: "classified",
    facts.SlipIssued: "slip_issued",
    facts.RectificationBegun: "rectifying",
    facts.RectificationAccepted: "accepted",
    facts.RectificationRejected: "rejected",
}


def problem_rows(event: Happened) -> Sequence[Row]:
    """The step that an event takes a problem to; other events say nothing of problems."""
    fact = event.fact
    if not isinstance(fact, Step):
        return ()
    _, site, survey, number = event.originator_id.split(":", 3)
    is_slip = isinstance(fact, facts.SlipIssued)
    return (
        {
            "survey": survey_stream(site, survey),
            "form": int(number),
            "problem": fact.problem,
            "reached": _REACHED[type(fact)],
            "ticket": f"{site}:{fact.ticket}" if is_slip and fact.ticket else "",
            "happened_at": int(event.happened_at.timestamp()),
            "doer": event.doer,
            "said": msgspec.json.encode(fact),
        },
    )


PROBLEMS = IndexModel(
    name="survey_problems",
    version=1,
    prefixes=("form",),
    fields=(
        Field("survey"),
        Field("form", "number"),
        Field("problem", "number"),
        Field("reached"),
        Field("ticket"),
        Field("happened_at", "number"),
        Field("doer"),
        Field("said", "json"),
    ),
    rows=problem_rows,
    looked_up_by=("survey", "ticket"),
)


class Course(msgspec.Struct, frozen=True):
    """One problem with its steps so far.

    Attributes:
        state: The last one.
        first: When each state was first reached, in Unix seconds.
        since: When it reached its state.
    """

    form: int
    problem: int
    found: facts.ProblemFound
    finder: str
    state: State
    first: dict[State, int]
    since: int
    classified: facts.ProblemClassified | None = None
    ticket: str = ""


_found = msgspec.json.Decoder(facts.ProblemFound).decode
_classified = msgspec.json.Decoder(facts.ProblemClassified).decode


def courses(snapshot: Snapshot, site: str, survey: str) -> list[Course]:
    """The problems of a round, in the order in which they were recorded."""
    rows = snapshot.added(PROBLEMS, "survey = :survey", survey=survey_stream(site, survey))
    found: dict[tuple[int, int], Course] = {}
    for row in rows:
        key, at, reached = (row["form"], row["problem"]), row["happened_at"], row["reached"]
        if reached == "found":
            found[key] = Course(*key, _found(row["said"]), row["doer"], "found", {"found": at}, at)
            continue
        before = found[key]
        found[key] = msgspec.structs.replace(
            before,
            state=reached,
            since=at,
            first={reached: at, **before.first},
            classified=_classified(row["said"]) if reached == "classified" else before.classified,
            ticket=row["ticket"].partition(":")[2] or before.ticket,
        )
    return list(found.values())
