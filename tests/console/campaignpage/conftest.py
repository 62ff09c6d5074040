"""One furnished house with an exam of 7 June, seen on 5 June at nine; each test works on its own copy."""

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
from tests.console.campaignpage.planned import Planned
from tests.console.houses import small_house

NINE = datetime(2026, 6, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    small_house(folder, lambda: NINE).close()
    return folder


@pytest.fixture
def bare(furnished: Path, tmp_path: Path) -> Iterator[Planned]:
    """A house without a campaign."""
    shutil.copytree(furnished, tmp_path / "copy")
    house = House(Settings(tmp_path / "copy", None, "127.0.0.1", 0), lambda: NINE)
    house.projector.catch_up()
    house.worker.start()
    yield Planned(house)
    house.close()


@pytest.fixture
def planned(bare: Planned) -> Planned:
    """The exam is planned, as WE-09 has it: four tasks done, one that does not apply."""
    bare.plan()
    return bare


@pytest.fixture
def page(bare: Planned, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A page as somebody sees it."""

    def opened(account: str, view: str, lang: str = "en", **query: str) -> AppTest:
        token = bare.house.access.open_session(account)
        monkeypatch.setattr("console.viewer.cookies", lambda: {SESSION_COOKIE: token, COOKIE: lang})
        running.open_doors(bare.house)
        test = AppTest.from_function(_drawn, args=(view,), default_timeout=20)
        test.query_params.update(query)
        return test.run()

    return opened


def _drawn(view: str) -> None:
    from importlib import import_module

    from console import running
    from console.viewer import viewer_of

    viewer = viewer_of(running.house())
    assert viewer is not None
    import_module(f"console.views.{view}").draw(viewer)
