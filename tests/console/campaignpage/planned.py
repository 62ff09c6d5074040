"""An exam planned in a house, and its pages' rows as data."""

from typing import Any

from console.campaignpage import board, deciding, keeping
from console.campaignpage.deeds import carry_out
from console.campaignpage.ledger import Row, Section
from console.campaignpage.milestones import milestones
from console.languages import Translator
from console.viewer import Viewer
from console.wiring import House
from projections.campaigns.shapes import CampaignState
from projections.exam.whole import whole_campaign
from tests.console.houses import order

EXAM = "gaokao-2026"
LIAISON = {"name": "周老师", "phone": "13800000009"}


class Planned:
    """A house, and the exam in it that is looked at."""

    def __init__(self, house: House) -> None:
        self.house, self.sent, self.exam = house, 0, EXAM

    def do(self, what: str, **given: Any) -> None:
        """Record something on the exam as the coordinator."""
        self.sent += 1
        order(self.house, f"campaign.{what}", f"p{self.sent}", by="desk01", campaign=self.exam, **given)
        self.house.projector.catch_up()

    def plan(self) -> None:
        self.do("plan", name="2026年高考", anchor="2026-06-07", template="exam_support")
        for task in ("T01", "T02", "T03", "T06"):
            self.do("finish_task", task=task, evidence="记录12份", at="2026-05-07T16:00:00+08:00")
        self.do("drop_task", task="T04", why="车位已够")
        self.do("assign_task", task="T05", to="tech01")

    def viewer(self, account: str = "desk01", language: str = "en") -> Viewer:
        roles = self.house.authority.roles(account, "s1")
        return Viewer(self.house, account, "s1", ("s1",), roles, Translator.for_language(language))

    def state(self) -> CampaignState:
        return whole_campaign(self.house.views, site="s1", code=self.exam)

    def sections(self, account: str = "desk01", language: str = "en") -> list[Section]:
        """Every card of the plan page."""
        viewer, state = self.viewer(account, language), self.state()
        parts = (keeping.facts, keeping.lines, keeping.materials, milestones)
        beside = [part(viewer, state) for part in parts]
        told = [*board.sections(viewer, state, [("tech01", "Lin Feng")]), deciding.steps(viewer, state)]
        return [*told, board.adding(viewer, state), *(one for one in beside if one)]

    def row(self, key: str, account: str = "desk01", language: str = "en") -> Row:
        rows = [row for section in self.sections(account, language) for row in section.rows]
        return next(row for row in rows if row.key == key)

    def press(self, key: str, verb: str, account: str = "desk01", **values: str) -> dict[str, Any] | None:
        """Press a verb with what was filled in; what was refused."""
        pressed = {
            "key": key,
            "verb": verb,
            "values": {name.replace("__", "."): one for name, one in values.items()},
        }
        return carry_out(self.viewer(account), self.exam, self.sections(account), pressed)
