"""A house with one survey round in it, and its page's rows as data."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from streamlit.testing.v1 import AppTest

from console.campaignpage.ledger import Row, Section
from console.languages import Translator
from console.surveywork import standing, steps
from console.surveywork.deeds import carry_out
from console.viewer import Viewer
from console.wiring import House
from projections.surveys.survey import survey
from projections.surveys.whole_rows import WholeSurvey
from tests.console.houses import order

ROUND = "yearly-2026"
NINE = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
GLAD = {"security": 5, "cleaning": 4, "overall": 4}
CROSS = {"security": 2, "cleaning": 1, "overall": 2}


def given(page: AppTest) -> list[str]:
    """What each part of the page was given, as text."""
    told = (json.loads(one.proto.json) for one in page.get("bidi_component"))
    return [json.dumps(one, ensure_ascii=False) for one in told]


class Estate:
    """A house, and the round in it that is looked at; ``desk01`` coordinates, ``tech01`` helps out at the doors."""

    def __init__(self, house: House) -> None:
        self.house, self.sent = house, 0

    def do(self, command: str, /, by: str = "desk01", **given: Any) -> Any:
        """Record something on the round."""
        self.sent += 1
        told = order(self.house, f"survey.{command}", f"p{self.sent}", by=by, survey=ROUND, **given)
        self.house.projector.catch_up()
        return told

    def plan(self, kind: str = "central_survey", starts: str = "2026-11-22", **other: Any) -> None:
        self.do("plan", name="2026年度满意度调查", template=kind, starts=starts, **other)

    def begin(self, forms: int = 8) -> None:
        """Fix the base and draw; forms are numbered from 1."""
        self.plan()
        self.do("freeze_frame")
        self.do("draw", forms=forms)

    def back(self, *numbers: int, by: str = "tech01") -> None:
        """Hand forms out and take them back."""
        self.do("issue_forms", by, forms=[*numbers])
        self.do("return_forms", by, forms=[*numbers])

    def key(self, number: int, first: Mapping[str, int], second: Mapping[str, int] | None = None) -> None:
        """Key a form by one person, and where told by another."""
        self.do("key_form", "tech01", form=number, answers=first)
        if second is not None:
            self.do("key_form", "duty01", form=number, answers=second)

    def viewer(self, account: str = "desk01", language: str = "en") -> Viewer:
        roles = self.house.authority.roles(account, "s1")
        return Viewer(self.house, account, "s1", ("s1",), roles, Translator.for_language(language))

    def state(self) -> WholeSurvey:
        return survey(self.house.views, site="s1", code=ROUND)

    def sections(self, account: str = "desk01", language: str = "en") -> list[Section]:
        """Every card of the steps' panel."""
        viewer, state = self.viewer(account, language), self.state()
        beside = (standing.days, standing.buildings, standing.surveyors)
        told = [steps.steps(viewer, state), *(part(viewer, state) for part in beside)]
        return [one for one in told if one is not None]

    def row(self, key: str, account: str = "desk01", language: str = "en") -> Row:
        rows = [row for section in self.sections(account, language) for row in section.rows]
        return next(row for row in rows if row.key == key)

    def verbs(self, key: str, account: str = "desk01") -> list[str]:
        return [one.code for one in self.row(key, account).verbs]

    def press(self, key: str, verb: str, account: str = "desk01", **values: str) -> dict[str, Any] | None:
        """Press a verb with what was filled in; what was refused."""
        pressed = {"key": key, "verb": verb, "values": values}
        return carry_out(self.viewer(account), ROUND, self.sections(account), pressed)
