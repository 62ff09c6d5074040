"""Survey rounds as rows: everything of a round but its forms, in one piece."""

from collections import Counter
from datetime import date, datetime

import msgspec

from domain.errors import Unknown, reason
from domain.facts import TextRef
from domain.surveys.facts import Counts
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.survey import Survey, survey_stream
from domain.surveys.template import Share, SurveyTemplate
from projections.asking.views import Snapshot
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


class HeldStratum(msgspec.Struct, frozen=True):
    """One building: who could be asked, and who was drawn; a form that gave way is counted once."""

    name: str
    size: int
    drawn: int


class HeldFrame(msgspec.Struct, frozen=True):
    """The base as it was frozen (SVY-16)."""

    base: int
    calendar: str
    at: datetime
    lived_in: int
    resident: int
    handed_over: int
    strata: list[HeldStratum]


class HeldReport(msgspec.Struct, frozen=True):
    """Figures as they were reported, and the position that they were counted at."""

    at: datetime
    position: int
    counts: Counts
    analysis: TextRef


class Held(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the row keeps of a round.

    Attributes:
        numbered: Forms that were numbered, those that took the place of others among them.
        draws: Seed and size of each draw, oldest first.
        replaced: Numbers of forms that gave way, with the number that took over.
    """

    name: str
    template: SurveyTemplate
    sheet: Questionnaire
    starts: date
    zone: str
    round: str
    campaign: str = ""
    target: Share | None = None
    frame: HeldFrame | None = None
    numbered: int = 0
    draws: tuple[tuple[str, int], ...] = ()
    replaced: dict[int, int] = {}
    closed_at: datetime | None = None
    called_off_at: datetime | None = None
    called_off_why: TextRef | None = None
    reports: tuple[HeldReport, ...] = ()
    marks: tuple[tuple[date, TextRef], ...] = ()


def survey_row(survey: Survey, reference: Reference) -> Row | None:
    if not survey.exists:
        return None
    held = Held(
        name=survey.name,
        template=survey.template,
        sheet=survey.questionnaire,
        starts=survey.starts,
        zone=survey.zone.key,
        round=survey.round,
        campaign=survey.campaign,
        target=survey.target,
        frame=_frame(survey),
        numbered=len(survey.slots),
        draws=tuple(zip(survey.seeds, survey.sizes, strict=True)),
        replaced=dict(survey.replaced),
        closed_at=survey.closed_at,
        called_off_at=survey.called_off_at,
        called_off_why=survey.called_off_why,
        reports=tuple(HeldReport(at, one.position, one.counts, one.analysis) for at, one in survey.reports),
        marks=survey.marks,
    )
    return {
        "site": survey.id.split(":", 2)[1],
        "code": survey.code,
        "kind": survey.template.code,
        "held": msgspec.json.encode(held),
    }


def _frame(survey: Survey) -> HeldFrame | None:
    frame, at = survey.frame, survey.frozen_at
    if frame is None or at is None:
        return None
    drawn = Counter(slot.stratum for number, slot in survey.slots.items() if number not in survey.replaced)
    strata = [HeldStratum(one.name, len(one.units), drawn[one.name]) for one in frame.strata]
    return HeldFrame(
        frame.base, frame.calendar, at, frame.lived_in, frame.resident, frame.handed_over, strata
    )


SURVEYS = StateModel(
    name="surveys",
    version=1,
    prefix="survey",
    aggregate=Survey,
    fields=(Field("site"), Field("code"), Field("kind"), Field("held", "json")),
    row=survey_row,
    live_on=("site",),
)

decoded = msgspec.json.Decoder(Held).decode


def held_survey(snapshot: Snapshot, site: str, code: str) -> Held:
    """A round as its row keeps it.

    Raises:
        Unknown: There was none at that moment.
    """
    row = snapshot.row(SURVEYS, survey_stream(site, code))
    if row is None:
        raise Unknown(reason("There is no survey {survey} at this site.", survey=code[:60]))
    return decoded(row["held"])
