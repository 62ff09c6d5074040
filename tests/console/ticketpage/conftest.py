"""The ticket's page as somebody sees it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.drawing import drawn
from tests.console.ticketpage.office import Office


@pytest.fixture
def page(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The page of the office's ticket as somebody sees it."""

    def opened(account: str, lang: str = "en", view: str = "ticket", **query: str) -> AppTest:
        return drawn(office.house, monkeypatch, view, account, lang, **{"t": office.number, **query})

    office.house.worker.start()
    return opened
