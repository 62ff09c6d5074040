"""A whole console over one house, served in a thread of the test, with a clock that the test moves on."""

import socket
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import uvicorn
from playwright.sync_api import Browser, BrowserContext
from starlette.routing import BaseRoute
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

import console
from console import running
from console.access import Access
from console.asgi import build
from console.guard import SESSION_COOKIE
from console.languages.preference import COOKIE
from console.printing.route import slip_route
from console.signin import DemoPeople
from console.wiring import House


class Clock:
    """Runs as the wall does, from a moment of the test's choosing, and can be moved on.

    Attributes:
        pause_s: How long each look at the clock takes; a page of a busy machine is drawn as slowly.
    """

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, time.monotonic()
        self.pause_s = 0.0

    def __call__(self) -> datetime:
        time.sleep(self.pause_s)
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def forward(self, **span: float) -> None:
        self._start += timedelta(**span)


class HouseConsole:
    """The console of one house as the server takes it, and the server itself as a context."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.demo_people: DemoPeople | None = None
        self.script = Path(console.__file__).with_name("main.py")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        Runtime._instance = None  # Streamlit keeps one a process; the console before this one has stopped
        options = uvicorn.Config(build(self), port=self.port, log_level="error", ws="websockets-sansio")
        self._server = uvicorn.Server(options)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @property
    def access(self) -> Access:
        return self.house.access

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [slip_route(self.house)]

    def healthy(self) -> bool:
        return self.house.worker.alive

    async def start(self) -> None:
        running.open_doors(self.house)
        self.house.worker.start()

    async def stop(self) -> None:
        self.house.close()

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        sessions = [one.session for one in Runtime.instance()._session_mgr.list_sessions()]
        self._server.should_exit = True
        self._thread.join(timeout=15)
        _close_loops_of(sessions)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def somebody(self, chromium: Browser, account: str, lang: str = "zh", **options: Any) -> BrowserContext:
        """A browser in which this account is signed in."""
        context = chromium.new_context(
            locale="zh-CN" if lang == "zh" else "en-GB", timezone_id="Asia/Shanghai", **options
        )
        held = self.signed_in(account, lang)
        context.add_cookies(
            [{"name": name, "value": value, "url": self.url("/")} for name, value in held.items()]
        )
        return context

    def signed_in(self, account: str, lang: str = "zh") -> dict[str, str]:
        """The cookies of a browser in which this account has just signed in."""
        return {SESSION_COOKIE: self.access.open_session(account), COOKIE: lang}


def _close_loops_of(sessions: Sequence[AppSession]) -> None:
    """Close the loops of scripts that outlived the server: Streamlit does so only while the server's loop turns."""
    until = time.monotonic() + 10
    for thread in threading.enumerate():
        if thread.name == "ScriptRunner.scriptThread":
            thread.join(timeout=max(0.0, until - time.monotonic()))
    for session in sessions:
        if not session._script_event_loop.is_running():
            session._script_event_loop.close()
