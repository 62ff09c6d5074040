"""The two servers of a comparison, each a process of its own beside a desk that is played on through a pipe."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from console.guard import SESSION_COOKIE
from tests import local
from tests.browser.house import RealHouse
from tests.console.houses import order

OPEN_TICKETS = 60
WATCHERS = 100
"""Accounts that watch; of more boards several are one person's."""
PATIENCE_S = 60.0
Told = list[tuple[int, float]]
"""Each event's name and the monotonic seconds at which its time begins to count."""


class Player:
    """A child process of the benchmarks that answers one line of JSON to each line it is sent."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid

    def say(self, line: str) -> None:
        """Send one line."""
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Wait for one line of JSON.

        Raises:
            RuntimeError: The process has ended instead.
        """
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args} has ended with {self._process.wait(5)}")
        return json.loads(line)

    def end(self) -> None:
        """Let the process go."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait(20)
        self._process.stdout.close()


class Server:
    """One of the two, with whoever makes its events happen.

    Attributes:
        name: ``ours`` or ``floor``.
        port: Where it listens.
        path: Where its stream is.
        address: Of its page.
        cookies: What each board in turn sends to be let in.
    """

    def __init__(self, name: str, port: int, path: str, pid: int, player: Player, cookies: list[str]) -> None:
        self.name, self.port, self.path, self.cookies = name, port, path, cookies
        self.address = f"http://127.0.0.1:{port}/"
        self._process, self._player = psutil.Process(pid), player

    def play(self, rate: float, seconds: float, seed: int) -> Told:
        """Let events happen for a while; returns when the window is over."""
        self._player.say(f"{rate} {seconds} {seed}")
        return [(ident, at) for ident, at in self._player.hear()]

    def cpu_s(self) -> float:
        """Seconds of processor time that it has used so far."""
        used = self._process.cpu_times()
        return used.user + used.system

    def rss(self) -> int:
        """Bytes of memory that it holds."""
        return self._process.memory_info().rss


@contextmanager
def console(folder: Path, boards: int) -> Generator[Server]:
    """The real console of a small house with a full board, and the desk beside it."""
    served = RealHouse(folder)
    house = served.house
    _fill(served)
    with served, desk(folder) as player:
        grant = [{"role": "desk", "site": "s1", "since": "2026-01-01"}]
        people = [f"watch{number:03}" for number in range(min(boards, WATCHERS))]
        for account in people:
            order(house, "member.join", account, site="", account=account, name="Kan Ban", roles=grant)
        tokens = [house.access.open_session(people[board % len(people)]) for board in range(boards)]
        cookies = [f"{SESSION_COOKIE}={token}" for token in tokens]
        yield Server("ours", served.port, "/live/board?site=s1", served.pid, player, cookies)


def _fill(served: RealHouse) -> None:
    for number in range(OPEN_TICKETS):
        unit = f"5-{1 + number % 2}-1{1 + number % 3}0{1 + number // 3 % 2}"
        served.call(f"水龙头滴水 {number}", unit=unit)


@contextmanager
def desk(folder: Path) -> Generator[Player]:
    """Whoever records commands in the store of a folder."""
    player = Player("boards.desk", str(folder))
    try:
        yield player
    finally:
        player.end()


@contextmanager
def floor(folder: Path, sizes: dict[str, int], boards: int) -> Generator[Server]:
    """The plain page over the log of an equal house, with messages of these sizes."""
    built = RealHouse(folder)
    _fill(built)
    built.house.close()
    with plain_page(folder, sizes) as (page, port), desk(folder) as player:
        yield Server("floor", port, "/live", page.pid, player, [""] * boards)


@contextmanager
def plain_page(folder: Path, sizes: dict[str, int]) -> Generator[tuple[Player, int]]:
    """The plain page over the log of a folder, and the port at which it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    of_each = (str(sizes[kind]) for kind in ("board", "rows", "beat"))
    page = Player("boards.floor", str(folder), str(port), *of_each)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield page, port
    finally:
        page.end()


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            if local.get(address, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(address)


def sizes_of(server: Server) -> dict[str, int]:
    """Bytes of a whole board, of one event's message (mean of several) and of a beat, read off the real stream."""
    sizes: dict[str, list[int]] = {"board": [], "rows": [], "beat": []}
    enough = 6
    address = f"http://127.0.0.1:{server.port}{server.path}"
    played = False
    server.play(10, 1.5, 0)  # from here on tickets are closed as often as opened
    with local.stream("GET", address, headers={"Cookie": server.cookies[0]}, timeout=10) as answer:
        rest = b""
        for came in answer.iter_bytes():
            *whole, rest = (rest + came).split(b"\n\n")
            for message in whole:
                kind = message.partition(b"event: ")[2].split(b"\n", 1)[0].decode()
                sizes[kind].append(len(message) + 2)
            if not played:
                server.play(4, 2, 0)
                played = True
            if len(sizes["rows"]) >= enough and sizes["beat"]:
                break
    return {kind: round(sum(many) / len(many)) for kind, many in sizes.items()}
