"""A house with two rounds of one kind behind it, half a year apart, seen in January."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.wiring import House
from tests.console.drawing import drawn
from tests.console.houses import copied_house, order, small_house

GLAD = {"security": 5, "cleaning": 4, "overall": 5}
CROSS = {"security": 5, "cleaning": 1, "overall": 2}
HOMES = 40


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Rounds:
    """Rounds of the half-yearly kind in a house whose homes are lived in."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house, self.clock, self.sent = house, clock, 0

    def do(self, command: str, code: str, **given: Any) -> None:
        self.sent += 1
        order(
            self.house,
            f"survey.{command}",
            f"r{self.house.log.head()}-{self.sent}",
            by="desk01",
            survey=code,
            **given,
        )

    def hold(self, code: str, starts: str, happy: int, answers: int, kind: str = "project") -> None:
        """Ask everybody; so many of the answers are happy; close and report."""
        self.clock.now = datetime.fromisoformat(starts).replace(hour=1, tzinfo=UTC)
        self.do("plan", code, name=f"调查{code}", template=kind, starts=starts)
        self.do("freeze_frame", code)
        self.do("draw", code)
        self.do("issue_forms", code, forms=list(range(1, self.base(code) + 1)))
        self.take(
            code, dict.fromkeys(range(1, answers + 1), CROSS) | dict.fromkeys(range(1, happy + 1), GLAD)
        )
        self.do("close_collection", code)
        self.do("report_figures", code, analysis="夜间噪声为主要意见，已列入整改")
        self.house.projector.catch_up()

    def base(self, code: str) -> int:
        from domain.surveys.survey import Survey, survey_stream

        frame = self.house.log.get(Survey, survey_stream("s1", code)).frame
        assert frame is not None
        return frame.base

    def take(self, code: str, answers: Mapping[int, Mapping[str, int]]) -> None:
        self.clock.now += timedelta(minutes=1)
        for number, given in answers.items():
            self.do("take_answers", code, form=number, answers=dict(given))


def two_rounds(folder: Path) -> Path:
    """10 of 30 satisfied in June, 27 of 30 in December, and three late forms after that report."""
    clock = Clock()
    house = small_house(folder, clock)
    for number in range(1, HOMES + 1):
        home = {"unit": f"9-1-{number}", "building": "9", "handover_state": "lived_in"}
        order(house, "unit.register", f"h{number}", **home)
    rounds = Rounds(house, clock)
    rounds.hold("june", "2026-06-15", happy=10, answers=30)
    clock.now = datetime(2026, 9, 2, 1, tzinfo=UTC)
    rounds.do("mark_event", "june", on="2026-09-01", what="电梯更新改造完工")
    rounds.hold("december", "2026-12-15", happy=27, answers=30)
    clock.now += timedelta(days=3)
    rounds.take("december", {31: CROSS, 32: CROSS, 33: GLAD})
    house.projector.catch_up()
    house.close()
    return folder


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_rounds(tmp_path_factory.mktemp("house"))


@pytest.fixture
def rounds(furnished: Path, tmp_path: Path) -> Iterator[Rounds]:
    clock = Clock()
    clock.now = datetime(2027, 1, 10, 1, 0, tzinfo=UTC)
    house = copied_house(furnished, tmp_path / "copy", clock)
    house.projector.catch_up()
    house.worker.start()
    yield Rounds(house, clock)
    house.close()


@pytest.fixture
def page(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def opened(account: str = "desk01", lang: str = "en", **query: str) -> AppTest:
        return drawn(rounds.house, monkeypatch, "satisfaction", account, lang, **query)

    return opened
