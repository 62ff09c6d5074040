"""Surveyors of a round: what came back to each, and whose forms resemble each other too much (SVY-11)."""

from collections import defaultdict
from collections.abc import Mapping
from zlib import crc32

from domain.surveys.survey import survey_stream
from projections.asking.views import Snapshot, Views
from projections.members import names
from projections.surveys.counted import Tally
from projections.surveys.figures.alike import Alike, Form, alike
from projections.surveys.forms import FORMS, NONE, POINTS
from projections.surveys.measured import satisfaction
from projections.surveys.rounds import Held
from projections.surveys.whole_rows import SurveyorRow

_NOBODY = Alike(0, None, None, 0, None)


def surveyor_rows(
    views: Views, snapshot: Snapshot, site: str, code: str, held: Held, tallies: Mapping[str, Tally]
) -> list[SurveyorRow]:
    """Everybody who handed out forms, by name; shares are of their forms alone, so that no base corrects them."""
    people = names(views, tallies)
    resemblance = alike(answers_by_surveyor(snapshot, site, code), seed_of(site, code))
    rows = [
        _row(account, people.get(account, account), held, tally, resemblance.get(account, _NOBODY))
        for account, tally in tallies.items()
        if account
    ]
    return sorted(rows, key=lambda row: (row.name, row.account))


def seed_of(site: str, code: str) -> int:
    """The seed of the dealings, so that the same forms have the same figures on every page."""
    return crc32(survey_stream(site, code).encode())


def answers_by_surveyor(snapshot: Snapshot, site: str, code: str) -> dict[str, list[Form]]:
    """What each surveyor's answered paper forms say, in the order of the questions; pages and files are nobody's hand."""
    rows = snapshot.of(
        FORMS,
        "survey",
        survey_stream(site, code),
        counting="surveyor, answers",
        where="instead = 0 AND answers <> '' AND source = 'paper'",
        then="ORDER BY number",
    )
    found: dict[str, list[Form]] = defaultdict(list)
    for row in rows:
        found[row["surveyor"]].append(
            tuple(None if one == NONE else POINTS.index(one) for one in row["answers"])
        )
    return dict(found)


def _row(account: str, name: str, held: Held, tally: Tally, found: Alike) -> SurveyorRow:
    return SurveyorRow(
        account=account,
        name=name,
        issued=tally.issued,
        returned=tally.returned,
        valid=tally.valid,
        refused=tally.refused,
        absent=tally.absent,
        satisfaction=satisfaction(held.sheet, tally, None),
        compared=found.forms,
        alike=found.agreement,
        others_alike=found.others,
        one_answer=found.one_answer,
        p=found.p,
        flagged=found.flagged,
    )
