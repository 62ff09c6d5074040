"""Two consoles on one database behind the README's nginx, with nothing altered but names and ports."""

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import local
from tests.console.command_line import ROOT
from tests.console.test_database import PASSWORD, Shared, call, eventually, start, steward
from tests.faults.programs import free_port

__all__ = ["start", "steward"]

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
NAME = "steward.example.org"
OWN = {"Host": NAME, "Origin": f"http://{NAME}"}
LONGEST_S = 15.0
"""Within which news must pass; a proxy that buffers keeps them for good."""
AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format served '$upstream_addr $request_uri';
    access_log {folder}/served.log served;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {sample}
}}
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="there is no nginx here"),
]


def sample(port: int, consoles: list[str]) -> str:
    """The README's own, listening on a port and passing on to two consoles."""
    (found,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    for number, console in enumerate(consoles, start=1):
        found = found.replace(f"10.0.0.{number}:8501", console.removeprefix("http://"))
    return found.replace("\nserver {\n", f"\nserver {{\n    listen 127.0.0.1:{port};\n")


@pytest.fixture
def proxy(
    steward: Shared,
    start: Callable[..., "subprocess.Popen[bytes]"],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[str, Path]]:
    """Where nginx listens before two consoles and a worker, and what it writes of whom it asked."""
    monkeypatch.setenv("STEWARD_HOSTS", NAME)
    started = [start(steward, typed) for typed in ("project", "up", "up")]
    consoles = [steward.address(one) for one in started[1:]]
    folder, port = tmp_path / "nginx", free_port()
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(folder=folder, sample=sample(port, consoles)), "utf-8")
    with subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(file)]) as nginx:
        address = f"http://127.0.0.1:{port}"
        try:
            assert eventually(lambda: answers(address), LONGEST_S)
            yield address, folder / "served.log"
        finally:
            nginx.terminate()


def answers(address: str) -> bool:
    try:
        return local.get(f"{address}/healthz", headers=OWN).status_code == 200
    except httpx.TransportError:
        return False


def sign_in(address: str) -> dict[str, str]:
    """The cookies of somebody who has signed in through the proxy."""
    with local.Client(base_url=address, headers=OWN) as client:
        client.get("/sign-in")
        form = {
            "token": client.cookies["steward_form"],
            "account": "admin",
            "password": PASSWORD.decode().strip(),
        }
        assert client.post("/sign-in", data=form).status_code == 303
        return dict(client.cookies)


def asked(served: Path, path: str) -> set[str]:
    """The consoles that answered a path."""
    lines = [line.split() for line in served.read_text("utf-8").splitlines()]
    return {console for console, uri in lines if uri == path}


async def board_of(address: str, cookies: dict[str, str], on_board: Callable[[], object]) -> dict[str, Any]:
    """The news that a board hears of what is recorded once it is there."""
    async with (
        local.AsyncClient(cookies=cookies, headers=OWN, timeout=LONGEST_S) as client,
        client.stream("GET", f"{address}/live/board?site=s1") as answer,
    ):
        kind = ""
        async for line in answer.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: ") and kind == "board":
                await asyncio.to_thread(on_board)
            elif line.startswith("data: ") and kind == "rows":
                return json.loads(line.removeprefix("data: "))
    raise AssertionError("the stream ended before anything was heard")


def test_a_person_stays_on_one_console_and_hears_at_once_what_is_recorded_anywhere(
    steward: Shared, proxy: tuple[str, Path]
) -> None:
    address, served = proxy
    people = [sign_in(address) for _ in range(16)]
    paths = [f"/call/find?site=s1&q={number}" for number in range(len(people))]
    for path, cookies in zip(3 * paths, 3 * people, strict=True):
        assert local.get(address + path, cookies=cookies, headers=OWN).status_code == 200
    consoles = [asked(served, path) for path in paths]
    assert [len(one) for one in consoles] == [1] * len(people)
    assert len(set.union(*consoles)) == 2

    with ThreadPoolExecutor(1) as pool:
        story = board_of(address, people[0], lambda: call(steward, 1))
        news = pool.submit(asyncio.run, asyncio.wait_for(story, 2 * LONGEST_S)).result()
    assert [row["matter"] for row in news["changed"]] == ["电梯停在五楼"]
