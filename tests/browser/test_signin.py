"""Signing in, in a real browser against a real server, and being signed out from another process."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from console.access import Access
from tests import local

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "four words in a row"
BUSINESS = "R260424-036"


@dataclass
class Served:
    """A running console: its address, its folder, and its accounts as another process sees them."""

    address: str
    access: Access
    process: subprocess.Popen[str]


@contextmanager
def served(folder: Path, *words: str, port: str = "0") -> Generator[Served]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "STEWARD_PORT": port}
    command = [sys.executable, str(ROOT / "tests" / "browser" / "signin_console.py"), str(folder), *words]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        access = Access(folder / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes)
        try:
            yield Served(address, access, process)
        finally:
            access.close()
            process.send_signal(signal.SIGINT)
            process.wait(15)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("console")) as running:
        running.access.set_password("zhiban01", RIGHT)
        yield running


@contextmanager
def page_of(chromium: Browser, console: Served, **options: object) -> Generator[Page]:
    context = chromium.new_context(base_url=console.address, **{"locale": "zh-CN", **options})  # pyright: ignore[reportArgumentType]
    yield context.new_page()
    context.close()


def sign_in(page: Page) -> None:
    page.goto("/")
    page.fill("#account", "zhiban01")
    page.fill("#password", RIGHT)
    page.keyboard.press("Enter")
    expect(page.get_by_text("at the desk: zhiban01")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/_stcore/stream",
        "/_stcore/upload_file/x/y",
        "/_stcore/agent/openapi.json",
        "/media/x",
        "/component/x",
        "/static/index.html",
        "/app/static/Inter-Regular.woff2",
        "/live/x",
        "/manifest.json",
    ],
)
def test_a_stranger_gets_not_a_word(console: Served, path: str) -> None:
    answer = local.get(console.address + path)
    assert answer.status_code == 401
    assert answer.text == "Sign in first. 请先登录。\n"


def test_behind_a_proxy_on_this_machine_that_speaks_tls_cookies_are_secure(console: Served) -> None:
    plain = local.get(console.address + "/sign-in")
    behind = local.get(console.address + "/sign-in", headers={"x-forwarded-proto": "https"})
    assert "Secure" not in plain.headers["set-cookie"]
    assert "Secure" in behind.headers["set-cookie"]


def test_the_health_answer_says_nothing_else(console: Served) -> None:
    assert local.get(console.address + "/healthz").text == '{"ok":true}'


def test_after_sign_in_the_page_draws_tables_charts_and_components_under_the_policy(
    chromium: Browser, console: Served
) -> None:
    with page_of(chromium, console) as page:
        blocked: list[str] = []
        page.on(
            "console", lambda line: blocked.append(line.text) if "Content Security" in line.text else None
        )
        sign_in(page)
        expect(page.locator("#part")).to_have_text("drawn", timeout=30_000)
        expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_be_visible(timeout=30_000)
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        assert [line for line in blocked if "streamlit.io" not in line] == []
        sent, unpacked = page.evaluate(
            "performance.getEntriesByType('resource').reduce("
            "(sum, one) => [sum[0] + one.transferSize, sum[1] + one.decodedBodySize], [0, 0])"
        )
        assert sent < unpacked / 2, "the files of the page travel compressed"


def test_the_cookie_is_out_of_reach_of_scripts(chromium: Browser, console: Served) -> None:
    with page_of(chromium, console) as page:
        sign_in(page)
        assert "steward_session" not in page.evaluate("document.cookie")


def test_a_revocation_from_another_process_blanks_the_page_and_ends_its_stream_within_a_second(
    chromium: Browser, console: Served
) -> None:
    with page_of(chromium, console, bypass_csp=True) as page:  # the driver itself polls with eval
        sign_in(page)
        listener = page.context.new_page()  # the page itself leaves for the sign-in as soon as it hears
        listener.goto("/healthz")
        listener.evaluate(
            "const stream = new EventSource('/live/x');"
            "stream.addEventListener('bye', () => { window.ended = true; stream.close(); });"
            "stream.addEventListener('beat', () => { window.beat = true; });"
        )
        listener.wait_for_function("window.beat")
        began = time.monotonic()
        console.access.revoke_account("zhiban01")
        page.wait_for_function(f"!document.body.innerText.includes('{BUSINESS}')", polling=20)
        assert time.monotonic() - began < 1.0
        listener.wait_for_function("window.ended", polling=20)
        assert time.monotonic() - began < 1.0
        page.wait_for_url("**/sign-in?ended=1*")
        expect(page.locator(".notice")).to_contain_text("已退出登录")
        page.go_back()
        assert BUSINESS not in page.content()


def test_signing_out_needs_one_press_and_ends_the_session(chromium: Browser, console: Served) -> None:
    with page_of(chromium, console) as page:
        console.access.revoke_account("zhiban01")
        sign_in(page)
        page.goto("/sign-out")
        page.get_by_role("button", name="退出登录").click()
        expect(page.locator(".notice")).to_contain_text("已退出登录")
        assert console.access.sessions("zhiban01") == []


def test_a_refusal_keeps_the_account_and_names_what_is_left_in_both_languages(
    chromium: Browser, console: Served
) -> None:
    with page_of(chromium, console) as page:
        page.goto("/sign-in")
        page.fill("#account", "nobody-here")
        page.fill("#password", "wrong")
        page.keyboard.press("Enter")
        expect(page.locator(".notice")).to_contain_text("还可以试 4 次，之后停 15 分钟")
        expect(page.locator("#account")).to_have_value("nobody-here")
        page.get_by_role("link", name="English").click()
        page.fill("#account", "nobody-here")
        page.fill("#password", "wrong")
        page.keyboard.press("Enter")
        expect(page.locator(".notice")).to_contain_text("3 tries are left")


def test_the_password_can_be_looked_at(chromium: Browser, console: Served) -> None:
    with page_of(chromium, console) as page:
        page.goto("/sign-in")
        page.fill("#password", "what I typed")
        page.get_by_role("button", name="显示").click()
        expect(page.locator("#password")).to_have_attribute("type", "text")
        page.get_by_role("button", name="隐藏").click()
        expect(page.locator("#password")).to_have_attribute("type", "password")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen_and_targets_are_large_enough(
    chromium: Browser, console: Served, width: int
) -> None:
    with page_of(chromium, console, viewport={"width": width, "height": 800}) as page:
        page.goto("/sign-in")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.locator("input:not([type=hidden]), .primary").evaluate_all(
            "all => all.map(one => one.offsetHeight)"
        )
        assert min(heights) >= (48 if width == 390 else 44)


def test_a_demo_store_lets_people_step_in_with_one_click(chromium: Browser, tmp_path: Path) -> None:
    with served(tmp_path, "demo") as demo, page_of(chromium, demo) as page:
        page.goto("/")
        expect(page.get_by_text("演示数据")).to_be_visible()
        page.get_by_role("button", name="Duty One").click()
        expect(page.get_by_text("at the desk: demo-duty")).to_be_visible(timeout=30_000)


def test_a_taken_port_is_named_in_one_line(console: Served, tmp_path: Path) -> None:
    port = console.address.rpartition(":")[2]
    with served(tmp_path, port=port) as second:
        assert second.address == f"Port {port} is in use already."


def test_the_server_stops_within_seconds_while_pages_and_streams_are_open(
    chromium: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as running:
        running.access.set_password("zhiban01", RIGHT)
        with page_of(chromium, running) as page:
            sign_in(page)
            page.evaluate("new EventSource('/live/x')")
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(10) == 0
