"""The auditor's pages as somebody sees them."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.drawing import drawn
from tests.console.ticketpage.office import Office


@pytest.fixture
def page(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Everything that a page says to somebody, as markup."""
    office.house.worker.start()

    def opened(view: str, account: str = "audit01", lang: str = "en", **query: str) -> str:
        test: AppTest = drawn(office.house, monkeypatch, view, account, lang, **query)
        return "\n".join(str(one.proto.body) for one in test.get("html"))

    return opened
