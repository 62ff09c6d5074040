"""First load of the desk and the wall, two plain pages in the same run: ``python -m tests.benchmarks.first_load``.

The desk stands beside a bare Streamlit page, the wall beside a bare Starlette page with the same board in it; desk
against the Starlette page says what Streamlit costs.

Cold is a browser that has never been here; warm is the same browser again. Time runs from the request to the first
row on the screen (the bare page: its one word); bytes are what went over the wire, headers with them.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests import local
from tests.browser import chromium as chrome
from tests.browser.board_pages import desk_harness
from tests.browser.house import RealHouse

RUNS = 5
BARE = "import streamlit as st\nst.write('hello there')\n"
PATIENCE_S = 60.0
BINARY = 2
PAIRS = (("desk", "bare"), ("wall", "plain"), ("desk", "plain"))
"""Ours and what it stands beside: a bare Streamlit page, and a bare Starlette page with the board alone."""


class Load(NamedTuple):
    """One load: milliseconds until it is drawn, and kilobytes over the wire."""

    ms: float
    kb: float


@contextmanager
def bare_page(folder: Path) -> Generator[str]:
    """A page of one word, served by ``streamlit run`` with nothing of ours."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "bare.py", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            if local.get(address, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(address)


def load(context: BrowserContext, address: str, drawn: str) -> Load:
    """Open a page in a tab of its own until ``drawn`` is on the screen."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    wire.on("Network.webSocketFrameReceived", lambda told: received.append(_size(told["response"])))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(drawn).first.wait_for(timeout=60_000)
    took = (time.perf_counter() - began) * 1000
    page.wait_for_timeout(500)
    page.close()
    return Load(took, sum(received) / 1000)


def _size(frame: dict[str, Any]) -> float:
    """Bytes of a websocket frame; the browser shows binary ones in base64."""
    return len(frame["payloadData"]) * (0.75 if frame["opcode"] == BINARY else 1)


def measure(browser: Browser, served: RealHouse, bare: str, plain: str) -> dict[str, list[Load]]:
    """Alternate the pages, each time in a browser that was never here and then once more in the same."""
    pages = {
        "desk": (served.url("/"), ".row"),
        "wall": (served.url("/wall?site=s1"), ".row"),
        "bare": (bare, "text=hello there"),
        "plain": (plain, ".row"),
    }
    loads: dict[str, list[Load]] = {f"{page} {state}": [] for page in pages for state in ("cold", "warm")}
    for _ in range(RUNS):
        for page, (address, drawn) in pages.items():
            context, _ = served.somebody(browser, "duty01")
            with context:
                for state in ("cold", "warm"):
                    loads[f"{page} {state}"].append(load(context, address, drawn))
    return loads


def report(loads: dict[str, list[Load]]) -> str:
    """Medians, and ours as a multiple of the page that it stands beside."""
    ms = {name: statistics.median(one.ms for one in many) for name, many in loads.items()}
    kb = {name: statistics.median(one.kb for one in many) for name, many in loads.items()}
    lines = [f"first load, median of {RUNS} alternated runs"]
    for ours, other in PAIRS:
        for state in ("cold", "warm"):
            one, two = f"{ours} {state}", f"{other} {state}"
            lines.append(
                f"{state}: {ours} {ms[one]:.0f} ms, {other} page {ms[two]:.0f} ms, {ms[one] / ms[two]:.2f} x; "
                f"{kb[one]:.0f} kB against {kb[two]:.0f} kB, {kb[one] / kb[two]:.2f} x"
            )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house, plain = Path(folder) / "house", Path(folder) / "bare"
        plain.mkdir()
        browser = playwright.chromium.launch(
            executable_path=chrome.found(playwright), args=chrome.arguments()
        )
        with RealHouse(house) as served, bare_page(plain) as bare, desk_harness() as harness:
            sys.stdout.write(report(measure(browser, served, bare, harness.url("/wall"))) + "\n")
        browser.close()


if __name__ == "__main__":
    main()
