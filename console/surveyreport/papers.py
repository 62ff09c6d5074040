"""Which papers a round has, who reads them, and the ways to them from its page."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

from console.moments import AS_OF
from domain.errors import Term
from domain.operations.survey_forms import SURVEYORS
from domain.operations.surveys import PLAN
from domain.roles import Role

READERS = frozenset({*PLAN, Role.PROPERTY_HEAD, Role.DUTY_MANAGER, Role.AUDITOR})
"""Results are for use inside the company (SVY-12)."""

FIELD = READERS | set(SURVEYORS)
"""Those who are sent to the households as well: the day's problems are theirs to write down (SVY-08)."""


class Paper(NamedTuple):
    """One paper of a round: what leads to it, and whose roles open it."""

    label: Term
    readers: frozenset[Role]


PAPERS: Mapping[str, Paper] = {
    "report": Paper(Term("Report and figures"), READERS),
    "problems": Paper(Term("Problems of the day"), FIELD),
    "announcement": Paper(Term("Announcement"), FIELD),
}


def address(site: str, survey: str, paper: str, **asked: str) -> str:
    """Where a paper is; what is empty is not asked."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/survey-report/{quote(site)}/{quote(survey)}/{paper}" + (f"?{query}" if query else "")


def ways(roles: Iterable[Role], site: str, survey: str, as_of: str) -> list[tuple[Term, str]]:
    """The papers that these roles open, of the moment that is shown."""
    held = frozenset(roles)
    return [
        (paper.label, address(site, survey, name, **{AS_OF: as_of}))
        for name, paper in PAPERS.items()
        if held & paper.readers
    ]
