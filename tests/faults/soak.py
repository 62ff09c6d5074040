"""``python3 -m tests.faults soak``: hours at many times a large company's peak, with a hundred boards watching.

The load is that of :mod:`tests.faults.load`: 0.34 events a second is the peak, twenty times that 6.8. Every minute the
console's memory, the latency of commands and from event to board, the lag and the files are looked at. In the end the
log is verified, every row compared with a replay, and the verdict says whether memory and latency stayed flat.
"""

import asyncio
import bisect
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec

from tests.faults.boards import Board
from tests.faults.company import found
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.load import SITES, Answers, Done, peak_rate, work
from tests.faults.longrun import asks, database, ended
from tests.faults.programs import Program, free_port
from tests.faults.stage import BOTH
from tests.faults.tally import Tally
from tests.faults.trend import quantile, quarters, slope, warm
from tests.faults.victims import kill, start

MEMORY_FLAT_MB_H = 20.0
"""Growth of memory that still counts as flat, in megabytes an hour once it is warm."""
LATENCY_FLAT, LATENCY_NOISE_MS = 1.3, 5.0
"""Last quarter against first quarter, and a difference that no one sees."""
TREND_MINUTES = 30
"""A shorter run says nothing about trends, and says so: caches are still filling."""
A_MINUTE_S = 60.0
FEWEST_SAMPLES = 8
_TRENDS = {
    True: "flat",
    False: "not flat",
    None: f"flat or not: under {TREND_MINUTES} minutes nobody can tell",
}
SETTLE_S = 3.0


class Sample(msgspec.Struct, frozen=True):
    """One minute.

    Attributes:
        at_s: Seconds since the load began.
        rss_mb: Memory of the console.
        cpu: Its processor seconds a second.
        commands: How many were answered.
        command_ms: Quantiles of a command, p50 and p95.
        board_ms: The same from the answer to a command that alters a board to its row there.
        behind: The most events that any board was told the console is behind.
        files_mb: All files of the store.
    """

    at_s: float
    rss_mb: float
    cpu: float
    commands: int
    command_ms: tuple[float, float]
    board_ms: tuple[float, float]
    behind: int
    files_mb: float


class Verdict(msgspec.Struct, frozen=True):
    """What the hours came to; ``holds`` is all of it together.

    Attributes:
        rate: Events a second.
        missed: Pairs of event and board of its site that never came together.
        memory_mb_h: Slope after the warm-up.
        command_p95_ms: First and last quarter of what follows the warm-up.
        board_p95_ms: The same.
        trends: Whether memory and latency stayed flat; ``None`` where the run was too short to tell.
    """

    store: str
    minutes: float
    boards: int
    rate: float
    commands: int
    missed: int
    memory_mb_h: float
    command_p95_ms: tuple[float, float]
    board_p95_ms: tuple[float, float]
    tally: Tally
    samples: list[Sample]
    trends: bool | None

    @property
    def holds(self) -> bool:
        return self.tally.holds and self.missed == 0 and self.trends is not False


class Soak:
    """One run on one store."""

    def __init__(self, ground: Ground, boards: int, factor: float) -> None:
        self.ground = ground
        self.sites = [f"s{number}" for number in range(1, SITES + 1)]
        self.rate = peak_rate() * factor
        self._told = ground.folder / "told"
        found(ground.settings, tuple(self.sites))
        self._console = Program("console", ground, "up", port=free_port())
        self._worker = Program("worker", ground, "project") if ground.url else None
        with ground.house() as house:
            token = house.access.open_session("duty")
        port = self._console.port
        self._boards = [Board(port, self.sites[number % SITES], token) for number in range(boards)]
        self._samples: list[Sample] = []
        self._done: list[Done] = []

    async def run(self, minutes: float) -> Verdict:
        """Let the load run, sampling on the way, then judge."""
        for program in self._programs:
            program.start()
        await asyncio.to_thread(self._console.wait_until_well)
        watching = [asyncio.create_task(board.watch()) for board in self._boards]
        await asyncio.sleep(SETTLE_S)
        desks = start(work, self.ground, "desk", self.sites, self.rate, 1, self._told)
        try:
            await self._sample(minutes * 60)
        finally:
            kill(desks)
        await asyncio.sleep(SETTLE_S)
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        codes = [await asyncio.to_thread(program.stop) for program in self._programs]
        return self._judge(minutes, codes)

    @property
    def _programs(self) -> list[Program]:
        """The console, and on a database the worker that keeps the rows up for it."""
        return [self._console, *([self._worker] if self._worker else [])]

    async def _sample(self, seconds: float) -> None:
        answers, began, cpu = Answers(self._told), monotonic(), self._console.cpu_s()
        every = min(A_MINUTE_S, seconds / FEWEST_SAMPLES)
        while monotonic() - began < seconds:
            await asyncio.sleep(every)
            news = list(answers.news())
            self._done += news
            used, cpu = self._console.cpu_s() - cpu, self._console.cpu_s()
            sample = self._sampled(news, monotonic() - began, used / every)
            self._samples.append(sample)
            _say(sample)

    def _sampled(self, news: Sequence[Done], at_s: float, cpu: float) -> Sample:
        commands = [(one.done_at - one.sent_at) * 1000 for one in news]
        boards = [delay for one in news for delay in self._delays(one) if delay is not None]
        return Sample(
            at_s,
            self._console.rss_mb,
            cpu,
            len(news),
            (quantile(commands, 0.5), quantile(commands, 0.95)),
            (quantile(boards, 0.5), quantile(boards, 0.95)),
            max((board.lag.get("behind", 0) for board in self._boards), default=0),
            sum(file.stat().st_size for file in self.ground.data.glob("*.sqlite*")) / 1e6,
        )

    def _delays(self, one: Done) -> list[float | None]:
        """Milliseconds from a command that alters the board to each board of its site; ``None`` where it never came."""
        found: list[float | None] = []
        for board in self._boards:
            if board.site == one.site and one.alters:
                at = bisect.bisect_left(board.arrivals, (one.outcome.position, 0.0))
                late = board.arrivals[at][1] - one.done_at if at < len(board.arrivals) else None
                found.append(None if late is None else max(0.0, late * 1000))
        return found

    def _judge(self, minutes: float, codes: Sequence[int | None]) -> Verdict:
        tally = Tally("soak", self.ground.kind)
        judge = Judge(self.ground, tally)
        judge.acknowledged(one.outcome for one in self._done)
        judge.whole()
        judge.close()
        tally.heal(whole=set(codes) <= {0, 130}, how=f"console and worker ended with {codes}")
        missed = sum(delay is None for one in self._done for delay in self._delays(one))
        samples = warm(self._samples)
        memory = slope([(one.at_s / 3600, one.rss_mb) for one in samples])
        command = quarters([one.command_ms[1] for one in samples])
        board = quarters([one.board_ms[1] for one in samples if one.board_ms[1]] or [0.0])
        flat = memory <= MEMORY_FLAT_MB_H and _flat(*command) and _flat(*board)
        trends = flat if minutes >= TREND_MINUTES else None
        about = (self.ground.kind, minutes, len(self._boards), self.rate, len(self._done), missed)
        return Verdict(*about, memory, command, board, tally, self._samples, trends)


def _flat(first: float, last: float) -> bool:
    return last <= first * LATENCY_FLAT + LATENCY_NOISE_MS


def _say(one: Sample) -> None:
    sys.stderr.write(
        f"{one.at_s:7.0f} s  {one.rss_mb:6.1f} MB  cpu {one.cpu:4.2f}  {one.commands:5} commands"
        f"  command {one.command_ms[0]:5.1f}/{one.command_ms[1]:5.1f} ms"
        f"  board {one.board_ms[0]:5.1f}/{one.board_ms[1]:5.1f} ms  behind {one.behind}  {one.files_mb:6.1f} MB\n"
    )
    sys.stderr.flush()


def soak(store: str, minutes: float, boards: int, factor: float, folder: Path) -> Verdict:
    """One run from an empty store on."""
    if store == "sqlite":
        return asyncio.run(Soak(Ground(store, folder), boards, factor).run(minutes))
    with database(folder) as (_, ground):
        return asyncio.run(Soak(ground, boards, factor).run(minutes))


def summary(one: Verdict) -> str:
    """The verdict in lines."""
    tally, command, board = one.tally, one.command_p95_ms, one.board_p95_ms
    lines = [
        f"{one.store}: {one.minutes:g} minutes, {one.rate:.1f} events/s, {one.boards} boards, {one.commands} commands",
        f"  memory {one.memory_mb_h:+.1f} MB an hour after the warm-up",
        f"  command p95 {command[0]:.1f} → {command[1]:.1f} ms from the first to the last quarter",
        f"  event to board p95 {board[0]:.1f} → {board[1]:.1f} ms",
        f"  missed {one.missed}, lost {tally.lost}, doubled {tally.doubled}, reordered {tally.reordered}",
        f"  wrong rows {tally.wrong_rows}",
        f"  {_TRENDS[one.trends]}",
        f"  {'holds' if one.holds else 'FAILS'}",
    ]
    return "\n".join([*lines, *tally.findings])


def main() -> int:
    """Run what was asked for."""
    parser = asks("tests.faults soak", "A long run under load.", minutes=120)
    parser.add_argument("--boards", type=int, default=100)
    parser.add_argument("--factor", type=float, default=20, help="times a large company's peak")
    parser.add_argument("--store", choices=BOTH, default="sqlite")
    asked: Any = parser.parse_args()
    about = (asked.store, asked.minutes, asked.boards, asked.factor)
    return ended(lambda folder: soak(*about, folder), summary, asked.json)
