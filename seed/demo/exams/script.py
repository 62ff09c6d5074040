"""What the demo's campaigns are called and what befalls them, read from their data file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from domain.campaigns.template import Template
from seed.catalogue import templates

Moment = tuple[int, int]
"""Days from the anchor day, and the hour."""


class Slip(msgspec.Struct, frozen=True):
    task: str
    said: Moment
    promised: int
    why: str


class Fault(msgspec.Struct, frozen=True):
    """One item not in order at the first look; ``swap_for`` is the spare that takes over where it cannot be repaired."""

    walk: str
    room: str
    check: str
    item: str
    cause: str
    result: str
    swap_for: str = ""


class Incident(msgspec.Struct, frozen=True):
    """``counts_as`` names the target that it is counted against at the debrief, where it is."""

    said: tuple[int, int, int]
    place: str
    what: str
    counts_as: str = ""


class ExamScript(msgspec.Struct, frozen=True, kw_only=True):
    """One exam.

    Attributes:
        day: Its first day, counted from the first day of the history.
        facts_day: When the last required facts are known and the campaign is started.
        begun, done: Where a task begins or is done at another time than in the other exams.
        licence_ends: An electrician's licence ends on the first day, so that the second has a gap.
    """

    code: str
    name: str
    day: int
    facts_day: int
    spares: tuple[str, ...]
    done: Mapping[str, Moment]
    slips: tuple[Slip, ...]
    faults: tuple[Fault, ...]
    incidents: tuple[Incident, ...]
    begun: Mapping[str, Moment] = {}
    licence_ends: bool = False


class SurveyScript(msgspec.Struct, frozen=True):
    code: str
    name: str
    day: int
    members: str
    deputy_day: int
    members_day: int
    close: Moment
    slips: tuple[Slip, ...]
    evidence: Mapping[str, str]
    done: Mapping[str, Moment]


class Place(msgspec.Struct, frozen=True):
    unit: str
    kind: str
    building: str
    name_en: str
    floor: str = ""
    watches: tuple[str, ...] = ()


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    school: str
    cordon: str
    standby: str
    licence_home: str
    leave: str
    waits: str
    swapped: str
    late: str
    call: str
    debrief: str
    decision: str
    wear: str
    not_applicable: str
    facts_people: Mapping[str, str]
    evidence: Mapping[str, str]
    begun: Mapping[str, Moment]
    done: Mapping[str, Moment]
    exams: tuple[ExamScript, ...]
    survey: SurveyScript
    places: tuple[Place, ...]


@cache
def script() -> Script:
    text = (files("seed") / "demo" / "campaigns.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Script)


@cache
def _by_code() -> Mapping[str, Template]:
    return {one.code: one for one in templates()}


def template(code: str) -> Template:
    """A campaign template that comes with the product."""
    return _by_code()[code]
