"""The report of a survey round: half-yearly (RPT-H1), yearly (RPT-Y1), or of any other kind of survey."""

from console.languages import Translator
from console.moments import moment_of
from console.printing.document import Document
from console.surveyreport import counts, following, parts, problems, satisfaction
from console.surveyreport.telling import Telling
from console.wiring import House
from domain.errors import Term
from projections.asking.moments import AsOf
from projections.surveys.rounds import SURVEYS
from projections.surveys.survey import survey as whole
from projections.surveys.whole_rows import WholeSurvey

TITLES = {
    "RPT-H1": Term("Half-yearly satisfaction analysis"),
    "RPT-Y1": Term("Yearly satisfaction assessment report"),
    "": Term("Survey report"),
}
_BY_RULE = {"SVY-04": "RPT-H1", "SVY-10": "RPT-Y1"}
"""The service centre's half-yearly survey and the yearly central one, by the rule that sets their report's day."""
_TRIES = 5


def mark_of(survey: WholeSurvey) -> str:
    """The report's number in the catalogue, by the rules of the round's kind."""
    return next((mark for rule, mark in _BY_RULE.items() if rule in survey.rules), "")


def telling(house: House, speaks: Translator, site: str, code: str, asked: str, day: str = "") -> Telling:
    """Count a round at a moment.

    Args:
        asked: The moment as the address says it, empty for now.
        day: The day that it asks for, empty for none.

    Raises:
        Refused: It is no moment, or there was no such round.
    """
    as_of = moment_of(asked, speaks.zone)
    position = _position(house, as_of)
    found = whole(house.views, site=site, code=code, as_of=as_of)
    tries = _TRIES
    while (after := _position(house, as_of)) != position and tries:
        position, tries = after, tries - 1
        found = whole(house.views, site=site, code=code, as_of=as_of)
    return Telling(site, speaks, found, asked, position, house.views.instant(as_of), day)


def _position(house: House, as_of: AsOf) -> int:
    """The last event that an answer of the moment knows of."""
    with house.views.snapshot(as_of) as snapshot:
        return snapshot.position(SURVEYS)


def report(house: House, one: Telling) -> Document:
    """The round's report as it was known at the moment."""
    t, survey = one.t, one.survey
    mark = mark_of(survey)
    now = house.clock().astimezone(one.speaks.zone)
    known = t("as known at {at}, position {position} of the log", at=one.at, position=one.position)
    sections = [
        counts.about(one),
        counts.base(one),
        counts.funnel(one),
        satisfaction.satisfaction(one),
        satisfaction.change(one),
        parts.themes(one),
        parts.buildings(one),
        parts.invalid(one),
        parts.surveyors(one),
        problems.section(one, problems.rows_of(house, one)),
        following.analysis(one),
        following.draw(one),
        following.signatures(one),
    ]
    return Document(
        lang="en" if one.speaks.language == "en" else "zh",
        title=t(TITLES[mark]),
        site=house.site(one.site).name,
        sections=sections,
        printed_at=now,
        foot=(t("Printed {at}", at=now), t("Demonstration data") if house.company.demo else ""),
        mark=mark,
        standing=f"{survey.row.name} · {known}",
    )
