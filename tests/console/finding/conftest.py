"""One furnished house for all tests of the auditor's pages; each works on its own copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.drawing import drawn
from tests.console.houses import copied_house, small_house
from tests.console.ticketpage.office import MORNING, Clock, Office


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    small_house(folder, lambda: MORNING).close()
    return folder


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    clock = Clock()
    house = copied_house(furnished, tmp_path / "copy", clock)
    house.projector.catch_up()
    yield Office(house, clock)
    house.close()


@pytest.fixture
def page(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Everything that a page says to somebody, as markup."""
    office.house.worker.start()

    def opened(view: str, account: str = "audit01", lang: str = "en", **query: str) -> str:
        test: AppTest = drawn(office.house, monkeypatch, view, account, lang, **query)
        return "\n".join(str(one.proto.body) for one in test.get("html"))

    return opened
