"""The real console of a small house, started by ``steward up`` in a process of its own; the test is another process.

What the test records through its own door reaches the console as a colleague's work at another machine would.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from console.guard import SESSION_COOKIE
from console.languages.preference import COOKIE
from tests import local
from tests.console.houses import order, small_house

ROOT = Path(__file__).resolve().parents[2]
START = "from console.cli import main; raise SystemExit(main(['up']))"
PATIENCE_S = 60.0
LIVE = "[data-part=board][data-state=live]"
MATTER = "厨房龙头滴水不止"
CALLER = {"name": "周女士", "phone": "13800001000"}
UNIT = "5-1-1101"
SECRETS = (MATTER, "周女士", "13800001000", UNIT, "East Garden", "Lin Feng", "Bai He", "更换水龙头")
"""Words of the site s1 that nobody may read who holds no role there."""


class RealHouse:
    """A house of two sites with one repair and one call for help, and its console."""

    def __init__(self, folder: Path) -> None:
        self.house = small_house(folder)
        self.folder = folder
        order(self.house, "site.open", "s2", site="", code="s2", name="West Garden")
        west = [{"role": "desk", "site": "s2", "since": "2026-01-01"}]
        order(self.house, "member.join", "west01", site="", account="west01", name="Xi Men", roles=west)
        order(self.house, "member.join", "away01", site="", account="away01", name="Yuan Fang", roles=[])
        self.repair = self.call(MATTER, unit=UNIT)
        self.fill_slip(self.repair)
        asked = order(self.house, "help.report", "help", by="desk01", unit=UNIT, matter=MATTER)
        self.help: str = asked.results["ticket"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None
        self._calls = 0

    def call(self, matter: str, *, unit: str, site: str = "s1", by: str = "desk01") -> str:
        """Take a call for a repair from this process; the ticket's number."""
        told = order(
            self.house,
            "repair.report",
            f"{matter} {unit}",
            site=site,
            by=by,
            unit=unit,
            matter=matter,
            caller=CALLER,
            item="SN-01",
        )
        return told.results["ticket"]

    def fill_slip(self, number: str) -> None:
        order(self.house, "repair.fill_slip", number, by="desk01", ticket=number)

    def start(self) -> None:
        """Start the console and wait until it answers."""
        settings = {"STEWARD_DATA": str(self.folder), "STEWARD_PORT": str(self.port), "LANG": "zh_CN.UTF-8"}
        environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", START],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_S
        while not self._answers():
            assert self._process.poll() is None, "the console has ended"
            assert time.monotonic() < until, "the console does not answer"
            time.sleep(0.1)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(20)
            self._process = None

    @property
    def pid(self) -> int:
        """The console's process id while it runs."""
        assert self._process is not None
        return self._process.pid

    def _answers(self) -> bool:
        try:
            return local.get(self.url("/healthz"), timeout=2).is_success
        except httpx.TransportError:
            return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.house.close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def somebody(
        self, chromium: Browser, account: str, lang: str = "zh", **options: Any
    ) -> tuple[BrowserContext, str]:
        """A browser in which this account is signed in, and its token."""
        locale = "zh-CN" if lang == "zh" else "en-GB"
        size = {"width": 1440, "height": 900}
        context = chromium.new_context(
            **{"locale": locale, "timezone_id": "Asia/Shanghai", "viewport": size, **options}  # pyright: ignore[reportArgumentType]
        )
        return context, self.sign_in(context, account, lang)

    def sign_in(self, context: BrowserContext, account: str, lang: str = "zh") -> str:
        """Let this account, and nobody else, be signed in in a browser; its token."""
        token = self.house.access.open_session(account)
        cookies = {SESSION_COOKIE: token, COOKIE: lang}
        context.clear_cookies()
        context.add_cookies(
            [{"name": name, "value": value, "url": self.url("/")} for name, value in cookies.items()]
        )
        return token


class Watched:
    """One page whose complaints are kept: console errors, blocked content, requests to other hosts."""

    def __init__(self, served: RealHouse, context: BrowserContext, page: Page | None = None) -> None:
        self._served = served
        self.page: Page = page or context.new_page()
        self.complaints: list[str] = []
        self.abroad: list[str] = []
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type == "error" else None
        )
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("request", lambda asked: self._seen(asked.url))
        self.page.on("websocket", lambda opened: self._seen(opened.url))

    def _seen(self, url: str) -> None:
        near = f"127.0.0.1:{self._served.port}/"
        if not url.startswith(("data:", "blob:", f"http://{near}", f"ws://{near}")):
            self.abroad.append(url)

    def open(self, path: str) -> Page:
        self.page.goto(self._served.url(path))
        return self.page

    def board(self, path: str = "/board") -> Page:
        """Open the duty desk and wait until it is live."""
        self.open(path)
        expect(self.page.locator(LIVE)).to_be_visible(timeout=30_000)
        return self.page


def say(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Print a measured figure past the capturing of output."""
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")
