"""The whole console from outside: who may not see reads no word, and who may no longer see goes blank."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from console.guard import SESSION_COOKIE
from tests import local
from tests.browser.house import LIVE, MATTER, ROOT, SECRETS, UNIT, RealHouse, Watched, say
from tests.console.houses import order

pytestmark = pytest.mark.browser

ROUTES = """
import json, sys
from pathlib import Path
from console.app import Application
from console.asgi import build
from console.settings import Settings
from console.wiring import open_house

house = open_house(Settings(Path(sys.argv[1]), None, "127.0.0.1", 0))
for route in build(Application(house))._build_starlette_app().routes:
    print(json.dumps([route.path, sorted(getattr(route, "methods", None) or [])]))
"""
FEED = "/calendar/x.ics"
"""A diary asks for it without a session: its address is the secret, and an address that nobody holds is not found."""
OPEN = {"/healthz", "/sign-in", "/sign-out", "/language", FEED}
NOTHING_THERE = ("/calendar/", "/s/", "/sign-in/assets/")
"""Folders that are open for what is in them; whatever else is asked for there is not found, nor is what is behind."""
PAGES = (
    "/",
    "/board",
    "/call",
    "/tickets",
    "/ticket?t={number}",
    "/unit?u={unit}",
    "/files",
    "/files?files=people",
)
FILES = (
    "/favicon.png",
    "/manifest.json",
    "/index.html",
    "/media/",
    "/app/static/../main.py",
    "/..%2flog.sqlite",
)
BLANK_WITHIN_MS = 3_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHouse]:
    with RealHouse(tmp_path_factory.mktemp("house")) as served:
        yield served


@pytest.fixture(scope="module")
def routes(served: RealHouse) -> list[tuple[str, list[str]]]:
    """Path and methods of every route of the built application, Streamlit's own with them."""
    listed = subprocess.run(
        [sys.executable, "-c", ROUTES, str(served.folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(json.loads(line)) for line in listed.stdout.splitlines() if line.startswith("[")]


def addresses(served: RealHouse, routes: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """Method and address of everything that can be asked for, with real numbers where one is wanted."""
    known = {"site": "s1", "number": served.repair, "name": "board.js", "path:path": "x", "file_id:path": "x"}
    whole = {"/live/board": "?site=s1", "/wall": "?site=s1", "/call/find": f"?site=s1&q={UNIT}"}
    whole |= {"/call/items": "?site=s1&q=SN", "/call/hints": f"?site=s1&unit={UNIT}&kind=repair"}
    found: list[tuple[str, str]] = []
    for path, methods in routes:
        said = re.sub(r"\{([\w:]+)\}", lambda match: known.get(match[1], "x"), path) + whole.get(path, "")
        found += [(method, said) for method in methods]
    found += [("GET", page.format(number=served.repair, unit=UNIT)) for page in (*PAGES, *FILES)]
    return found


def told(served: RealHouse, method: str, path: str, headers: Mapping[str, str]) -> tuple[int, str]:
    """Status, and everything in the answer, its headers too; of a stream what comes within a second."""
    with (
        local.Client(timeout=1.0 if path.startswith("/live") else 30.0) as client,
        client.stream(method, served.url(path), headers=dict(headers)) as answer,
    ):
        body = b""
        try:
            for part in answer.iter_bytes():
                body += part
        except httpx.ReadTimeout:
            assert answer.headers["content-type"].startswith("text/event-stream")
        return answer.status_code, body.decode("utf-8", "replace") + str(dict(answer.headers))


def words_in(text: str, words: tuple[str, ...]) -> list[str]:
    """Which of the words stand in a text, plainly or as JSON writes them."""
    return [word for word in words if word in text or json.dumps(word)[1:-1] in text]


def unasked(path: str, text: str, words: tuple[str, ...]) -> list[str]:
    """The words that an answer says and that were not in the question itself."""
    return words_in(text, tuple(word for word in words if word not in path))


def ended_session(served: RealHouse) -> str:
    token = served.house.access.open_session("duty01")
    session = served.house.access.session(token)
    assert session is not None
    served.house.access.revoke(session.id)
    return token


def is_open(path: str, status: int) -> bool:
    """Whether everybody may ask for it; in an open folder what is not there is not found, and soon not asked."""
    if path in {*OPEN, "/sign-in/assets/board.js", "/s/worker.js"}:
        return True
    return path.startswith(NOTHING_THERE) and status in {404, 429}


@pytest.mark.parametrize("who", ["nobody", "somebody whose session was ended"])
def test_without_a_session_nothing_says_a_word_of_business(
    served: RealHouse, routes: list[tuple[str, list[str]]], who: str
) -> None:
    cookies = {} if who == "nobody" else {"cookie": f"{SESSION_COOKIE}={ended_session(served)}"}
    words = (*SECRETS, served.repair, "Green Garden", "West Garden")
    said: dict[tuple[str, str], list[str]] = {}
    let_in: list[tuple[str, str, int]] = []
    for method, path in addresses(served, routes):
        for more in ({"accept": "*/*"}, {"accept": "text/html", "origin": served.url("")}):
            status, text = told(served, method, path, {**cookies, **more})
            if found := unasked(path, text, words):
                said[method, path] = found
            if status not in {303, 401, 403, 405} and not is_open(path, status):
                let_in.append((method, path, status))
    assert len(routes) > 30
    assert (said, let_in) == ({}, [])


def test_nobody_opens_a_websocket(served: RealHouse) -> None:
    near = f"ws://127.0.0.1:{served.port}/_stcore/stream"
    for cookie in ("", f"{SESSION_COOKIE}={'0' * 64}", f"{SESSION_COOKIE}={ended_session(served)}"):
        headers = {"Cookie": cookie, "Origin": served.url("")}
        with pytest.raises(InvalidStatus) as refused, connect(near, additional_headers=headers):
            raise AssertionError("the websocket opened")
        assert refused.value.response.status_code == 403


@pytest.mark.parametrize("account", ["away01", "west01"])
def test_a_session_without_a_role_at_the_site_reads_nothing_of_it(
    served: RealHouse, routes: list[tuple[str, list[str]]], account: str
) -> None:
    token = served.house.access.open_session(account)
    headers = {"cookie": f"{SESSION_COOKIE}={token}", "accept": "*/*", "origin": served.url("")}
    said = {
        (method, path): found
        for method, path in addresses(served, routes)
        if (found := unasked(path, told(served, method, path, headers)[1], (*SECRETS, served.repair)))
    }
    assert said == {}


def test_the_agent_api_of_streamlit_is_off(served: RealHouse) -> None:
    token = served.house.access.open_session("duty01")
    headers = {"cookie": f"{SESSION_COOKIE}={token}", "origin": served.url("")}
    for path in ("interact", "mcp"):
        assert told(served, "POST", f"/_stcore/agent/{path}", headers)[0] >= 400


@pytest.mark.parametrize("account", ["away01", "west01"])
def test_no_page_draws_a_word_of_a_site_where_one_has_no_role(
    chromium: Browser, served: RealHouse, account: str
) -> None:
    context, _ = served.somebody(chromium, account, "en")
    heard: list[tuple[str, str]] = []

    def answered(response: Response) -> None:
        if "/live/" not in response.url and "/static/" not in response.url:
            heard.append((response.url, response.text() if response.status == 200 else ""))

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append((page.url, str_of(frame))))

    with context:
        page = context.new_page()
        page.on("websocket", opened)
        for path in PAGES:
            address = path.format(number=served.repair, unit=UNIT)
            answer = page.goto(served.url(f"{address}{'&' if '?' in address else '?'}site=s1"))
            assert answer is not None
            answered(answer)
            expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
            page.wait_for_timeout(300)
            heard.append((page.url, page.content()))
    assert len(heard) > 3 * len(PAGES)
    said = [(url, found) for url, text in heard if (found := words_in(text, tuple(set(SECRETS) - {UNIT})))]
    assert said == []


def str_of(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("utf-8", "replace")


@pytest.mark.parametrize("path", ["/board", "/ticket?t={number}&site=s1", "/wall?site=s1", "/call"])
def test_an_open_page_blanks_itself_when_its_session_is_ended(
    chromium: Browser, served: RealHouse, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    context, token = served.somebody(chromium, "duty01")
    with context:
        page = Watched(served, context).open(path.format(number=served.repair))
        expect(page.locator("body")).to_contain_text(
            "5-1-1101" if path != "/call" else "接电话", timeout=30_000
        )
        session = served.house.access.session(token)
        assert session is not None
        served.house.access.revoke(session.id)
        ended = time.monotonic()
        expect(page.locator("html")).not_to_contain_text(any_of(served), timeout=BLANK_WITHIN_MS)
        say(capsys, f"{path}: blank {time.monotonic() - ended:.2f} s after its session was ended")


def any_of(served: RealHouse) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in (*SECRETS, served.repair)))


def test_an_ended_session_hears_nothing_of_what_happens_after(served: RealHouse) -> None:
    token = served.house.access.open_session("duty01")
    heard: list[bytes] = []
    began = threading.Event()

    def listen() -> None:
        headers = {"cookie": f"{SESSION_COOKIE}={token}"}
        with local.stream("GET", served.url("/live/board?site=s1"), headers=headers, timeout=20) as answer:
            for part in answer.iter_bytes():
                heard.append(part)
                began.set()

    listener = threading.Thread(target=listen)
    listener.start()
    assert began.wait(10)
    session = served.house.access.session(token)
    assert session is not None
    served.house.access.revoke(session.id)
    time.sleep(1.0)
    after = served.call("after the end", unit="5-1-1102")
    listener.join(5)
    assert not listener.is_alive()
    assert MATTER in b"".join(heard).decode()
    assert after not in b"".join(heard).decode()
    assert b"event: bye" in heard[-1]


def test_a_role_that_has_ended_blanks_the_open_board(chromium: Browser, served: RealHouse) -> None:
    grant = {"role": "guard", "site": "s1", "since": "2026-01-01"}
    order(served.house, "member.grant", "guard", site="", account="away01", grant=grant)
    context, _ = served.somebody(chromium, "away01")
    with context:
        page: Page = Watched(served, context).board()
        end = {"account": "away01", "held_at": "s1", "role": "guard", "until": "2026-01-02"}
        order(served.house, "member.end_role", "guard", site="", **end)
        expect(page.locator("[data-signed-out]")).to_be_visible(timeout=5_000)
        assert page.locator(LIVE).count() == 0
        assert words_in(page.content(), (*SECRETS, served.repair)) == []


def test_the_data_folder_is_not_served(served: RealHouse) -> None:
    token = served.house.access.open_session("root")
    headers = {"cookie": f"{SESSION_COOKIE}={token}", "accept": "*/*"}
    for name in [one.name for one in Path(served.folder).iterdir()]:
        for folder in ("/", "/app/static/", "/media/", "/static/"):
            _, text = told(served, "GET", folder + name, headers)
            assert "SQLite format" not in text
