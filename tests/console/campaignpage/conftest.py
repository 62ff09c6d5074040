"""One furnished house with an exam of 7 June, seen on 5 June at nine; each test works on its own copy."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.campaignpage.planned import Planned
from tests.console.drawing import drawn
from tests.console.houses import build_once, copied_house

NINE = datetime(2026, 6, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("house"), lambda: NINE)


@pytest.fixture
def bare(furnished: Path, tmp_path: Path) -> Iterator[Planned]:
    """A house without a campaign."""
    house = copied_house(furnished, tmp_path / "copy", lambda: NINE)
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
        return drawn(bare.house, monkeypatch, view, account, lang, **query)

    return opened
