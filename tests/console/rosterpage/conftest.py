"""One house with a prepared roster for all tests of its page; each works on its own copy."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from console import running
from console.guard import SESSION_COOKIE
from console.languages.preference import COOKIE
from console.settings import Settings
from console.wiring import House
from tests.console.houses import small_house
from tests.console.rosterpage.exam import Exam, prepared
from tests.domain.roster.exam import CODE

MAY = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    house = small_house(folder, lambda: MAY)
    prepared(house)
    house.close()
    return folder


@pytest.fixture
def exam(furnished: Path, tmp_path: Path) -> Iterator[Exam]:
    shutil.copytree(furnished, tmp_path / "copy")
    house = House(Settings(tmp_path / "copy", None, "127.0.0.1", 0), lambda: MAY)
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
        token = exam.house.access.open_session(account)
        monkeypatch.setattr("console.viewer.cookies", lambda: {SESSION_COOKIE: token, COOKIE: lang})
        running.open_doors(exam.house)
        test = AppTest.from_function(_drawn, default_timeout=20)
        test.query_params.update({"c": CODE, **query})
        test.run()
        assert not test.exception, test.exception[0].stack_trace
        return test

    return opened


def _drawn() -> None:
    from console import running
    from console.viewer import viewer_of
    from console.views import roster

    viewer = viewer_of(running.house())
    assert viewer is not None
    roster.draw(viewer)
