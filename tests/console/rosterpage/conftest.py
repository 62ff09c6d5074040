"""One house with a prepared roster for all tests of its page; each works on its own copy."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.drawing import drawn
from tests.console.houses import copied_house, small_house
from tests.console.rosterpage.exam import Exam, prepared
from tests.domain.roster.exam import CODE

MAY = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    house = small_house(folder, lambda: MAY)
    prepared(house)
    house.projector.catch_up()
    house.close()
    return folder


@pytest.fixture
def exam(furnished: Path, tmp_path: Path) -> Iterator[Exam]:
    house = copied_house(furnished, tmp_path / "copy", lambda: MAY)
    house.projector.catch_up()
    house.worker.start()
    exam = Exam(house)
    exam.sent = 1000
    yield exam
    house.close()


@pytest.fixture
def page(exam: Exam, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The roster's page as somebody sees it."""

    def opened(account: str, lang: str = "en", **query: str) -> AppTest:
        exam.house.worker.wait_for(exam.house.log.head(), 10)
        return drawn(exam.house, monkeypatch, "roster", account, lang, **{"c": CODE, **query})

    return opened
