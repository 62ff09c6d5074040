"""Survey rounds in the small house, worked through the real door, and their reports as browsers get them."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from console.guard import Guard
from console.guard.streams import Streams
from console.surveyreport.routes import survey_report_route
from tests.console.houses import copied_house, order
from tests.console.surveying import Clock

YEARLY, HALF = "yearly", "june"
START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
GLAD = {"security": 5, "cleaning": 4, "overall": 4}
CROSS = {"security": 2, "cleaning": 1, "overall": 2}


class Rounds:
    """The house, its clock, and somebody of it at a browser."""

    def __init__(self, built: Path, folder: Path) -> None:
        self.clock = Clock(START)
        self.house = copied_house(built, folder, self.clock)
        self.house.worker.start()

    def do(self, do: str, survey: str = YEARLY, by: str = "desk01", **given: Any) -> Any:
        return order(
            self.house, f"survey.{do}", f"{do} {self.house.log.head()}", by=by, survey=survey, **given
        )

    def begin(self, kind: str = "central_survey", survey: str = YEARLY, **given: Any) -> None:
        """Plan for today, freeze, draw everybody, hand all out."""
        today = self.clock.now.date().isoformat()
        self.do("plan", survey, name="业主满意度调查", template=kind, starts=today, **given)
        self.do("freeze_frame", survey)
        drawn = self.do("draw", survey)
        assert drawn.events
        self.do("issue_forms", survey, forms=[*range(1, 7)])
        self.do("issue_forms", survey, by="tech01", forms=[*range(7, 13)])

    def take(self, number: int, answers: dict[str, int], survey: str = YEARLY) -> None:
        self.do("take_answers", survey, form=number, answers=answers)

    def ready(self) -> None:
        assert self.house.worker.wait_for(self.house.log.head(), 20)

    def browser(self, account: str = "audit01") -> TestClient:
        guard = Middleware(Guard, access=self.house.access, streams=Streams(self.house.access))
        app = Starlette(routes=[survey_report_route(self.house)], middleware=[guard])
        client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        if account:
            client.cookies["steward_session"] = self.house.access.open_session(account)
        return client

    def get(self, paper: str, survey: str = YEARLY, account: str = "audit01", **asked: Any) -> Any:
        self.ready()
        address = f"/survey-report/s1/{survey}/{paper}"
        return self.browser(account).get(address, params={"lang": "en", **asked})


class Page(HTMLParser):
    """The texts of a page, and where each linked one leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.pairs: dict[str, str] = {}
        self._to = self._label = self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._to = dict(attrs).get("href") or ""
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag in {"dt", "dd", "td", "th", "title", "style"}:
            self._inside = tag
        if tag == "dt":
            self._label = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._to = ""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style" or not data.strip():
            return
        data = data.replace("\N{NO-BREAK SPACE}", " ")
        self.texts.append(data)
        if self._to:
            self.links.append((data, self._to))
        if self._inside in {"td", "th"}:
            self.rows[-1][-1] += data
        if self._inside == "dt":
            self._label += data
        if self._inside == "dd":
            self.pairs[self._label] = self.pairs.get(self._label, "") + data

    def row(self, name: str) -> list[str]:
        """The first row that begins with a name."""
        return next(row for row in self.rows if row and row[0].startswith(name))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
