"""First load of the duty desk against a bare Streamlit page in the same run: ``python -m tests.benchmarks.first_load``.

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

from tests.browser import chromium as chrome
from tests.browser.house import RealHouse

RUNS = 5
BARE = "import streamlit as st\nst.write('hello there')\n"
PATIENCE_S = 60.0
BINARY = 2


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
            if httpx.get(address, timeout=2).is_success:
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


def measure(browser: Browser, served: RealHouse, bare: str) -> dict[str, list[Load]]:
    """Alternate the two pages, each time in a browser that was never here and then once more in the same."""
    loads: dict[str, list[Load]] = {name: [] for name in ("desk cold", "desk warm", "bare cold", "bare warm")}
    for _ in range(RUNS):
        context, _ = served.somebody(browser, "duty01")
        with context:
            loads["desk cold"].append(load(context, served.url("/"), ".row"))
            loads["desk warm"].append(load(context, served.url("/"), ".row"))
        with browser.new_context() as plain:
            loads["bare cold"].append(load(plain, bare, "text=hello there"))
            loads["bare warm"].append(load(plain, bare, "text=hello there"))
    return loads


def report(loads: dict[str, list[Load]]) -> str:
    """Medians, and the desk as a multiple of the bare page."""
    ms = {name: statistics.median(one.ms for one in many) for name, many in loads.items()}
    kb = {name: statistics.median(one.kb for one in many) for name, many in loads.items()}
    lines = [f"first load, median of {RUNS} alternated runs"]
    for state in ("cold", "warm"):
        desk, bare = f"desk {state}", f"bare {state}"
        lines.append(
            f"{state}: desk {ms[desk]:.0f} ms, bare page {ms[bare]:.0f} ms, {ms[desk] / ms[bare]:.2f} x; "
            f"{kb[desk]:.0f} kB against {kb[bare]:.0f} kB, {kb[desk] / kb[bare]:.2f} x"
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
        with RealHouse(house) as served, bare_page(plain) as bare:
            sys.stdout.write(report(measure(browser, served, bare)) + "\n")
        browser.close()


if __name__ == "__main__":
    main()
