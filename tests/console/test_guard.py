"""The gate: what answers without a session, what is turned away, and what ends when a session ends."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from console.access import Access
from console.access.passwords import Passwords
from console.guard import Guard, current_session, session_of
from console.guard.checks import host_known, safe_next, same_origin
from console.guard.streams import Streams
from console.signin import SignIn
from console.signin.page import DemoPerson
from domain.errors import Term

BASE = "http://127.0.0.1:8501"
OWN = {"origin": BASE}
RIGHT = "four words in a row"
BUSINESS = "R260424-036"
T = TypeVar("T")


def run(story: Coroutine[Any, Any, T]) -> T:
    """Run it on a thread of its own: browser tests of the same process keep a loop on the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, story).result()


async def ticket(request: Request) -> PlainTextResponse:
    session = session_of(request)
    return PlainTextResponse(f"{BUSINESS} {session.account if session else ''}")


async def live(_: Request) -> StreamingResponse:
    async def beats() -> AsyncIterator[str]:
        while True:
            yield f"event: beat\ndata: {BUSINESS}\n\n"
            await asyncio.sleep(0.05)

    return StreamingResponse(beats(), media_type="text/event-stream")


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    while True:
        await socket.send_text(BUSINESS)
        await asyncio.sleep(0.05)


def people() -> list[DemoPerson]:
    return [DemoPerson("demo-duty", "<b>Demo</b>", Term("duty manager"), "Site & One")]


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    cheap = Passwords(secrets.token_bytes, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    store = Access(tmp_path / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes, cheap)
    store.migrate()
    yield store
    store.close()


def guarded(access: Access, *, demo: bool = False) -> Guard:
    signing_in = SignIn(access, people if demo else None)
    business = [Route("/healthz", lambda _: PlainTextResponse("ok")), Route("/live/board", live)]
    everything = Route("/{path:path}", ticket, methods=["GET", "POST"])
    routes = [*signing_in.routes(), *business, WebSocketRoute("/_stcore/stream", talk), everything]
    return Guard(Starlette(routes=routes), access=access, streams=Streams(access), known_hosts=["duty-desk"])


def browser(app: Guard, token: str = "") -> httpx.AsyncClient:
    cookies = {"steward_session": token} if token else {}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE, cookies=cookies)


async def ask(app: Guard, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
    async with browser(app, token) as client:
        return await client.request(method, path, **more)


async def signed_in_form(app: Guard, client: httpx.AsyncClient, **fields: str) -> httpx.Response:
    await client.get("/sign-in")
    form = {"token": client.cookies["steward_form"], "next": "/ticket?t=1", **fields}
    return await client.post("/sign-in", data=form, headers=OWN)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/_stcore/health",
        "/_stcore/metrics",
        "/_stcore/host-config",
        "/media/x.png",
        "/static/js/index.js",
        "/app/static/x.woff2",
        "/live/board",
        "/session",
        "/sign-in/../ticket",
        "/sign-in/assets",
        "/healthz/",
        "//healthz",
    ],
)
def test_nothing_but_a_request_to_sign_in_is_said_to_strangers(access: Access, path: str) -> None:
    answer = run(ask(guarded(access), "GET", path))
    assert answer.status_code == 401
    assert answer.text == "Sign in first. 请先登录。\n"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/healthz", "/sign-in/assets/page.css", "/sign-in/assets/watch.js"]
)
def test_the_sign_in_page_its_files_and_the_health_answer_are_open(access: Access, path: str) -> None:
    answer = run(ask(guarded(access), "GET", path))
    assert answer.status_code == 200
    assert BUSINESS not in answer.text


def test_a_person_opening_a_page_is_led_to_sign_in_and_back(access: Access) -> None:
    answer = run(ask(guarded(access), "GET", "/ticket?t=1&x=2", headers={"accept": "text/html"}))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/ticket%3Ft%3D1%26x%3D2"


def test_a_made_up_and_an_ended_session_are_strangers(access: Access) -> None:
    token = access.open_session("zhiban01")
    app = guarded(access)
    assert BUSINESS in run(ask(app, "GET", "/ticket", token)).text
    access.revoke_account("zhiban01")
    assert run(ask(app, "GET", "/ticket", token)).status_code == 401
    assert run(ask(app, "GET", "/ticket", "0" * 64)).status_code == 401


def test_a_script_run_after_a_revocation_knows_nobody(access: Access) -> None:
    frozen = {"steward_session": access.open_session("zhiban01")}
    session = current_session(access, frozen)
    assert session is not None
    assert session.account == "zhiban01"
    access.revoke(session.id)
    assert current_session(access, frozen) is None


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://127.0.0.1:8502", "null"])
def test_a_form_from_elsewhere_is_turned_away_even_with_the_cookie(
    access: Access, origin: str | None
) -> None:
    token = access.open_session("zhiban01")
    headers = {"origin": origin} if origin else {}
    answer = run(ask(guarded(access), "POST", "/ticket", token, headers=headers))
    assert answer.status_code == 403
    assert BUSINESS not in answer.text
    assert run(ask(guarded(access), "POST", "/ticket", token, headers=OWN)).status_code == 200


def test_a_name_that_is_not_ours_is_turned_away(access: Access) -> None:
    token = access.open_session("zhiban01")
    for host, status in (("evil.example:8501", 421), ("duty-desk:8501", 200), ("192.168.1.7:8501", 200)):
        answer = run(ask(guarded(access), "GET", "/ticket", token, headers={"host": host}))
        assert answer.status_code == status


def test_every_answer_forbids_frames_sniffing_and_keeping(access: Access) -> None:
    token = access.open_session("zhiban01")
    for path in ("/ticket", "/sign-in", "/media/x.png"):
        headers = run(ask(guarded(access), "GET", path, token)).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


def test_the_right_password_sets_a_cookie_that_scripts_and_other_sites_do_not_get(access: Access) -> None:
    access.set_password("zhiban01", RIGHT)

    async def story() -> None:
        app = guarded(access)
        async with browser(app) as client:
            answer = await signed_in_form(app, client, account="zhiban01", password=RIGHT)
            assert (answer.status_code, answer.headers["location"]) == (303, "/ticket?t=1")
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("steward_session=")
            assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/"))
            assert "Secure" not in cookie
            assert (await client.get("/ticket")).text == f"{BUSINESS} zhiban01"
            left = await client.post("/sign-out", data={"token": client.cookies["steward_form"]}, headers=OWN)
            assert left.headers["location"] == "/sign-in?ended=1"
        assert access.sessions("zhiban01") == []

    run(story())


def test_the_cookie_is_secure_over_tls(access: Access) -> None:
    async def story() -> None:
        transport = httpx.ASGITransport(guarded(access, demo=True))
        async with httpx.AsyncClient(transport=transport, base_url="https://127.0.0.1") as client:
            await client.get("/sign-in")
            form = {"token": client.cookies["steward_form"], "demo": "demo-duty"}
            answer = await client.post("/sign-in", data=form, headers={"origin": "https://127.0.0.1"})
            assert "Secure" in answer.headers["set-cookie"]

    run(story())


def test_a_wrong_password_keeps_the_account_and_counts_the_tries(access: Access) -> None:
    access.set_password("zhiban01", RIGHT)

    async def story() -> list[str]:
        app = guarded(access)
        async with browser(app) as client:
            client.cookies["steward_lang"] = "en"
            pages = [await signed_in_form(app, client, account="zhiban01", password="x") for _ in range(5)]
            assert [page.status_code for page in pages] == [401] * 5
            return [page.text for page in pages]

    first, *_, fourth, fifth = run(story())
    assert 'value="zhiban01"' in first
    assert "4 tries are left" in first
    assert "One try is left" in fourth
    assert "Try again in 15 minutes" in fifth


def test_a_form_without_its_token_opens_nothing(access: Access) -> None:
    access.set_password("zhiban01", RIGHT)
    form = {"account": "zhiban01", "password": RIGHT, "token": "made up"}
    answer = run(ask(guarded(access), "POST", "/sign-in", data=form, headers=OWN))
    assert answer.status_code == 403
    assert "steward_session" not in answer.headers.get("set-cookie", "")


def test_what_was_typed_is_shown_as_text_and_never_as_html(access: Access) -> None:
    async def story() -> str:
        app = guarded(access)
        async with browser(app) as client:
            typed = '"><script>alert(1)</script>'
            return (await signed_in_form(app, client, account=typed, password="x", next=typed)).text

    page = run(story())
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_only_a_demo_store_lets_people_step_in_and_only_as_its_own(access: Access) -> None:
    async def story(*, demo: bool, person: str) -> httpx.Response:
        app = guarded(access, demo=demo)
        async with browser(app) as client:
            return await signed_in_form(app, client, demo=person)

    assert run(story(demo=True, person="demo-duty")).status_code == 303
    assert run(story(demo=True, person="admin")).status_code == 403
    assert run(story(demo=False, person="demo-duty")).status_code == 403
    assert [line.account for line in access.log() if line.what == "signed_in"] == ["demo-duty"]


def test_the_demo_page_says_that_it_is_demo_data_and_escapes_names(access: Access) -> None:
    page = run(ask(guarded(access, demo=True), "GET", "/sign-in")).text
    assert "演示数据" in page
    assert "&lt;b&gt;Demo&lt;/b&gt;" in page
    assert "演示数据" not in run(ask(guarded(access), "GET", "/sign-in")).text


def test_the_page_speaks_the_chosen_language_then_the_browsers_then_chinese(access: Access) -> None:
    def language(**headers: str) -> str:
        answer = run(ask(guarded(access), "GET", "/sign-in", headers=headers))
        return answer.headers["content-language"]

    assert language() == "zh-CN"
    assert language(**{"accept-language": "de,en;q=0.8,zh;q=0.3"}) == "en"
    assert language(**{"accept-language": "en", "cookie": "steward_lang=zh"}) == "zh-CN"
    chosen = run(ask(guarded(access), "GET", "/sign-in?lang=en"))
    assert chosen.headers["content-language"] == "en"
    assert "steward_lang=en" in str(chosen.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/ticket?t=1", "/ticket?t=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tevil", "/"),
        ("/sign-out", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_sign_in_leads_on_to_our_own_pages_only(asked: str | None, goes: str) -> None:
    assert safe_next(asked) == goes


def test_the_origin_must_be_the_very_host_and_port() -> None:
    assert same_origin({"origin": "https://Desk.example", "host": "desk.example"})
    assert not same_origin({"origin": "https://desk.example:444", "host": "desk.example"})
    assert not same_origin({"host": "desk.example"})


def test_number_addresses_and_known_names_are_ours() -> None:
    assert host_known("[::1]:8501", ())
    assert host_known("localhost", ())
    assert host_known("Desk.example.:80", ["desk.example"])
    assert not host_known("desk.example.evil", ["desk.example"])
    assert not host_known("user@127.0.0.1", ())
    assert not host_known(None, ())


async def until_ended(app: Guard, scope: dict[str, Any], end: Any) -> tuple[list[Message], float]:
    """Let the answer run, end its session, and say what was sent and how long it took to stop."""
    sent: list[Message] = []

    async def receive() -> Message:
        if not sent and scope["type"] == "websocket":
            return {"type": "websocket.connect"}
        if not sent:
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    flowing = asyncio.Event()

    async def send(message: Message) -> None:
        sent.append(message)
        if len(sent) > 2:
            flowing.set()

    running = asyncio.create_task(app(scope, receive, send))
    await asyncio.wait_for(flowing.wait(), 5)
    began = time.monotonic()
    end()
    await asyncio.wait_for(running, 3)
    return sent, time.monotonic() - began


def scope_of(kind: str, path: str, token: str, **headers: str) -> dict[str, Any]:
    given = {"host": "127.0.0.1:8501", "cookie": f"steward_session={token}", **headers}
    raw = [(name.encode(), value.encode()) for name, value in given.items()]
    more = {"method": "GET"} if kind == "http" else {"subprotocols": []}
    common = {"path": path, "raw_path": path.encode(), "query_string": b"", "headers": raw, "root_path": ""}
    return {"type": kind, "asgi": {"version": "3.0", "spec_version": "2.4"}, **common, **more}


def test_an_event_stream_ends_with_goodbye_within_a_second_of_a_revocation_elsewhere(
    access: Access, tmp_path: Path
) -> None:
    elsewhere = Access(tmp_path / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes)
    token = access.open_session("zhiban01")
    scope = scope_of("http", "/live/board", token)
    sent, took = run(until_ended(guarded(access), scope, partial(elsewhere.revoke_account, "zhiban01")))
    elsewhere.close()
    assert took < 1
    assert sent[-1] == {
        "type": "http.response.body",
        "body": b'event: bye\ndata: {"reason":"revoked"}\n\n',
        "more_body": False,
    }


def test_a_websocket_is_closed_within_a_second_of_its_revocation(access: Access) -> None:
    token, other = access.open_session("zhiban01"), access.open_session("qiantai02")
    scope = scope_of("websocket", "/_stcore/stream", token, **OWN)
    sent, took = run(until_ended(guarded(access), scope, partial(access.revoke_account, "zhiban01")))
    assert took < 1
    assert sent[-1] == {"type": "websocket.close", "code": 4401, "reason": ""}
    assert access.session(other) is not None


@pytest.mark.parametrize(
    ("signed_in", "headers", "code"),
    [
        (False, OWN, 4401),
        (True, {}, 4403),
        (True, {"origin": "http://evil.example"}, 4403),
    ],
)
def test_a_websocket_of_strangers_or_from_elsewhere_is_closed_before_it_opens(
    access: Access, *, signed_in: bool, headers: dict[str, str], code: int
) -> None:
    token = access.open_session("zhiban01") if signed_in else ""
    sent: list[Message] = []

    async def story() -> None:
        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = scope_of("websocket", "/_stcore/stream", token, **headers)
        await guarded(access)(scope, receive, send)

    run(story())
    assert sent == [{"type": "websocket.close", "code": code, "reason": ""}]
