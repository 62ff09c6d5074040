"""The benchmark of what a person sees, at its smallest: each event comes to all three screens."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.boards.floor import PICTURE
from tests.benchmarks.boards.screen import picture_of, window
from tests.benchmarks.boards.servers import console, floor


@pytest.mark.browser
@pytest.mark.slow
def test_each_event_is_timed_until_it_is_on_the_screen(chromium: Browser, tmp_path: Path) -> None:
    sizes = {"board": 4000, "rows": 400, "beat": 130}
    with console(tmp_path / "ours", 2) as ours, floor(tmp_path / "plain", sizes, 2) as plain:
        (tmp_path / "plain" / PICTURE).write_text(picture_of(chromium, ours), encoding="utf-8")
        for server, path in ((ours, ""), (plain, "picture"), (plain, "")):
            took = window(chromium, server, path, 2, rate=4, seconds=1, seed=0)
            assert len(took) > 1
            assert min(took) > 0
