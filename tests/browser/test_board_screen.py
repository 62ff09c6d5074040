"""The benchmark of what a person sees, at its smallest: each event comes to both screens."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.boards.screen import window
from tests.benchmarks.boards.servers import console, floor


@pytest.mark.browser
@pytest.mark.slow
def test_each_event_is_timed_until_it_is_on_the_screen(chromium: Browser, tmp_path: Path) -> None:
    sizes = {"board": 4000, "rows": 400, "beat": 130}
    with console(tmp_path / "ours", 2) as ours, floor(tmp_path / "plain", sizes, 2) as plain:
        for server in (ours, plain):
            took = window(chromium, server, 2, rate=4, seconds=2, seed=0)
            assert len(took) > 3
            assert min(took) > 0
