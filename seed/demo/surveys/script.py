"""What the demo's surveys ask, how people feel, and what happens in each round, read from their data file."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import msgspec

from domain.named import Named
from domain.surveys.form_facts import Invalid, ProblemKind
from domain.surveys.questionnaire import Questionnaire, Scale
from domain.surveys.template import Deadline, Share, Step, SurveyTemplate
from seed.catalogue import survey_templates


class ProblemScript(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One problem; ``wave`` counts the days on which forms come back, ``again`` is why it was not accepted at first."""

    what: str
    theme: str
    kind: ProblemKind
    wave: int = 0
    solution: str = ""
    again: str = ""
    ticket: Literal["complaint", "repair", "none"] = "none"


class RoundScript(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One round; shares in hundredths.

    Attributes:
        silent: Of the forms that go out: never come back in time.
        page: Of the others: answered behind the form's code.
        late: Of all forms: come back after the report.
        way: Whether paper is keyed twice, or its answers come from a file.
        differing: Of the keyed forms: two keyings differ.
        alike: A surveyor who fills all forms in alike.
        loses: Whether one form is lost, replaced, and found after all.
        issued, back: Days on which forms go out and come back.
    """

    silent: int
    way: Literal["file", "keyed"]
    invalid: tuple[Invalid, ...]
    analysis: str
    problems: tuple[ProblemScript, ...]
    page: int = 0
    late: int = 0
    differing: int = 0
    alike: str = ""
    loses: bool = False
    issued: tuple[int, ...] = (0, 1, 2)
    back: tuple[int, ...] = (4, 7, 11)


class EventScript(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened before a round, and what it raised: 0.4 is about as much as fifteen in a hundred."""

    before: int
    days_after_last: int
    what: str
    raises: Mapping[str, float]


class Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the company lays down for its own half-yearly survey, beyond the catalogue's."""

    name: Named
    quota: Share
    recovery: Share
    deadlines: Mapping[Step, Deadline]


class ThreePoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    name: Named
    scale: Scale


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it.

    Attributes:
        newest_day: First day in the field of the last round, counted from the first day of calls.
        three_point_until: Rounds up to this one ask on a scale of three.
        levels: How content people are with each theme before anything happens.
    """

    kind: str
    newest_day: int
    three_point_until: int
    lost: str
    said_refused: tuple[str, ...]
    ticket_answer: str
    ticket_done: str
    own: Own
    three_points: ThreePoints
    levels: Mapping[str, float]
    events: tuple[EventScript, ...]
    rounds: tuple[RoundScript, ...]
    comments: Mapping[str, Sequence[str]]


MONTHS: Final = 6
"""Between two rounds (SVY-06)."""


@cache
def script() -> Script:
    text = (files("seed") / "demo" / "surveys.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Script)


@cache
def editions() -> tuple[SurveyTemplate, SurveyTemplate]:
    """The company's own editions of its half-yearly survey: on three points, then on the catalogue's five."""
    told = script()
    catalogue = next(one for one in survey_templates() if one.code == told.kind)
    own = {
        "name": told.own.name,
        "quota": told.own.quota,
        "recovery": told.own.recovery,
        "deadlines": told.own.deadlines,
    }
    five = msgspec.structs.replace(catalogue, edition=catalogue.edition + 2, **own)
    sheet = msgspec.structs.replace(
        catalogue.questionnaire,
        code=told.three_points.code,
        name=told.three_points.name,
        scale=told.three_points.scale,
    )
    three = msgspec.structs.replace(five, edition=catalogue.edition + 1, questionnaire=sheet)
    return three, five


def sheet_of(number: int) -> Questionnaire:
    """What a round asks."""
    three, five = editions()
    return (three if number <= script().three_point_until else five).questionnaire
