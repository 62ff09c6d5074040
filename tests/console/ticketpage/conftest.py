"""One furnished house for all tests of the ticket page; each works on its own copy."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from console import running
from console.guard import SESSION_COOKIE
from console.languages.preference import COOKIE
from console.settings import Settings
from console.wiring import House
from tests.console.houses import small_house
from tests.console.ticketpage.office import MORNING, Clock, Office


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    small_house(folder, lambda: MORNING).close()
    return folder


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(furnished, tmp_path / "copy")
    clock = Clock()
    house = House(Settings(tmp_path / "copy", None, "127.0.0.1", 0), clock)
    house.projector.catch_up()
    yield Office(house, clock)
    house.close()


@pytest.fixture
def page(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The page of the office's ticket as somebody sees it."""

    def opened(account: str, lang: str = "en", view: str = "ticket", **query: str) -> AppTest:
        token = office.house.access.open_session(account)
        monkeypatch.setattr("console.viewer.cookies", lambda: {SESSION_COOKIE: token, COOKIE: lang})
        running.open_doors(office.house)
        test = AppTest.from_function(_drawn, args=(view,), default_timeout=20)
        test.query_params.update({"t": office.number, **query})
        return test.run()

    office.house.worker.start()
    return opened


def _drawn(view: str) -> None:
    from importlib import import_module

    from console import running
    from console.viewer import viewer_of

    viewer = viewer_of(running.house())
    assert viewer is not None
    import_module(f"console.views.{view}").draw(viewer)
