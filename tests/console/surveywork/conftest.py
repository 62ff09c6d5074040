"""One furnished house, seen on 22 November at nine; each test works on its own copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.drawing import drawn
from tests.console.houses import build_once, copied_house
from tests.console.surveywork.estate import NINE, Estate


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("house"), lambda: NINE)


@pytest.fixture
def estate(furnished: Path, tmp_path: Path) -> Iterator[Estate]:
    """A house without a round."""
    house = copied_house(furnished, tmp_path / "copy", lambda: NINE)
    house.projector.catch_up()
    house.worker.start()
    yield Estate(house)
    house.close()


@pytest.fixture
def page(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The page as somebody sees it."""

    def opened(account: str, lang: str = "en", **query: str) -> AppTest:
        return drawn(estate.house, monkeypatch, "survey", account, lang, **query)

    return opened
