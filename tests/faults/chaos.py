"""``python3 -m tests.faults chaos``: two consoles, two workers, one PostgreSQL, and every few seconds one is killed.

Commands flow in all the while from desks that send again, under the same id, what was not answered. Boards watch both
consoles as their pages do. Nothing that was acknowledged may be lost, and no board may be stale for more than five
seconds without saying so: its page is grey after five silent seconds, and names the console's lag from two seconds on.
"""

import asyncio
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import msgspec

from tests.faults.boards import STALE_S, Board
from tests.faults.company import SITES, found
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.load import Answers, Done, work
from tests.faults.longrun import asks, database, ended
from tests.faults.programs import Program, free_port
from tests.faults.tally import Tally
from tests.faults.victims import kill, start
from tests.postgres import Server

DESKS, RATE, BOARDS_A_CONSOLE = 2, 6.0, 4
BETWEEN_S, AWAY_S = (2.0, 5.0), (0.2, 2.0)
LOOK_S = 0.25
CATCH_UP_S = 60.0


class Verdict(msgspec.Struct):
    """What the minutes came to.

    Attributes:
        kills: How often each was hit.
        retried: Commands that were sent more than once before they were answered.
        differing: Commands that were sent again and had another outcome.
        longest_wait_s: From a command's first sending to its answer.
        grey_s: Seconds, summed over boards, in which a page said that it was stale.
        unsaid_s: The same in which its rows were older than the log by more than five seconds and it did not say so.
        streams: How often the boards' streams were opened.
    """

    minutes: float
    boards: int
    kills: Counter[str]
    tally: Tally
    commands: int = 0
    retried: int = 0
    differing: int = 0
    longest_wait_s: float = 0.0
    grey_s: float = 0.0
    unsaid_s: float = 0.0
    streams: int = 0

    @property
    def holds(self) -> bool:
        return self.tally.holds and self.differing == 0 and self.unsaid_s == 0


class Chaos:
    """One run on one server."""

    def __init__(self, ground: Ground, server: Server, seed: int) -> None:
        self._server, self._chance = server, Random(seed)  # noqa: S311 - made-up trouble
        self.ground = ground
        found(self.ground.settings)
        consoles = [Program(f"console-{number}", self.ground, "up", port=free_port()) for number in (1, 2)]
        self._programs = [
            *consoles,
            *(Program(f"worker-{number}", self.ground, "project") for number in (1, 2)),
        ]
        with self.ground.house() as house:
            token = house.access.open_session("duty")
        self._boards = [
            Board(console.port, SITES[number % len(SITES)], token)
            for console in consoles
            for number in range(BOARDS_A_CONSOLE)
        ]
        self._told = [ground.folder / f"told-{number}" for number in range(DESKS)]
        self._done: list[Done] = []

    async def run(self, minutes: float) -> Verdict:
        """Let everything run and be hit; then let it come to rest, and judge."""
        verdict = Verdict(minutes, len(self._boards), Counter(), Tally("chaos", "postgresql"))
        for program in self._programs:
            program.start()
        for program in self._programs:
            await asyncio.to_thread(program.wait_until_well)
        desks = [
            start(work, self.ground, told.name, list(SITES), RATE / DESKS, number, told)
            for number, told in enumerate(self._told)
        ]
        tasks = [asyncio.create_task(board.watch()) for board in self._boards]
        looking = asyncio.create_task(self._look(verdict))
        await self._trouble(minutes * 60, verdict)
        for desk in desks:
            kill(desk)
        await self._rest(verdict)
        for task in (looking, *tasks):
            task.cancel()
        await asyncio.gather(looking, *tasks, return_exceptions=True)
        for program in self._programs:
            await asyncio.to_thread(program.stop)
        return self._judged(verdict)

    async def _trouble(self, seconds: float, verdict: Verdict) -> None:
        """Hit one of the five every few seconds, and bring it back."""
        until = monotonic() + seconds
        while monotonic() < until:
            await asyncio.sleep(self._chance.uniform(*BETWEEN_S))
            victim = self._chance.randrange(len(self._programs) + 1)
            away = self._chance.uniform(*AWAY_S)
            if victim == len(self._programs):
                await asyncio.to_thread(self._server.halt)
                verdict.kills["server"] += 1
                await asyncio.sleep(away)
                await asyncio.to_thread(self._server.resume)
            else:
                program = self._programs[victim]
                verdict.kills[program.name] += await asyncio.to_thread(program.kill)
                await asyncio.sleep(away)
                program.start()

    async def _look(self, verdict: Verdict) -> None:
        """What each page says, against what the log holds; an answer and a message may cross within one look.

        A look takes as long as the machine lets it take: on a busy one more than it should.
        """
        answers, now = [Answers(told) for told in self._told], monotonic()
        while True:
            await asyncio.sleep(LOOK_S)
            self._done += [done for one in answers for done in one.news()]
            before, now = now, monotonic()
            took = now - before
            old = max(
                (one.outcome.position for one in self._done if one.done_at < now - STALE_S - took),
                default=0,
            )
            for board in self._boards:
                grey = board.is_grey(now)
                verdict.grey_s += took * grey
                verdict.unsaid_s += took * (board.position < old and not grey and not board.says_lag())

    async def _rest(self, verdict: Verdict) -> None:
        """Everything is back, and every board stands at the log's end, without hands."""
        until = monotonic() + CATCH_UP_S
        with self.ground.house() as house:
            head = house.log.head()
        while any(board.position < head for board in self._boards) and monotonic() < until:  # noqa: ASYNC110 - a look
            await asyncio.sleep(LOOK_S)
        behind = {board.site: board.position for board in self._boards if board.position < head}
        verdict.tally.heal(whole=not behind, how=f"boards that stand before {head}: {behind}")
        for program in self._programs:
            well = await asyncio.to_thread(program.well)
            verdict.tally.heal(whole=well, how=f"{program.name} is not well")

    def _judged(self, verdict: Verdict) -> Verdict:
        self._done = [done for told in self._told for done in Answers(told).news()]
        judge = Judge(self.ground, verdict.tally)
        judge.acknowledged(one.outcome for one in self._done)
        judge.whole()
        judge.close()
        verdict.tally.kills = verdict.kills.total()
        verdict.commands = len(self._done)
        verdict.retried = sum(one.tries > 1 for one in self._done)
        verdict.differing = sum(one.differs for one in self._done)
        verdict.longest_wait_s = max((one.done_at - one.sent_at for one in self._done), default=0.0)
        verdict.streams = sum(board.streams for board in self._boards)
        return verdict


def chaos(minutes: float, seed: int, folder: Path) -> Verdict:
    """One run from an empty database on."""
    with database(folder) as (server, ground):
        return asyncio.run(Chaos(ground, server, seed).run(minutes))


def summary(one: Verdict) -> str:
    """The verdict in lines."""
    hit = ", ".join(f"{name} {count}" for name, count in sorted(one.kills.items()))
    tally = one.tally
    lines = [
        f"{one.minutes:g} minutes, {one.kills.total()} kills ({hit})",
        f"  {one.commands} commands acknowledged, {one.retried} of them sent again, {one.differing} answered otherwise",
        f"  the longest wait for an answer was {one.longest_wait_s:.1f} s",
        f"  {one.boards} boards, {one.streams} streams opened, {one.grey_s:.0f} s grey",
        f"  {one.unsaid_s:.1f} s stale without saying so",
        f"  lost {tally.lost}, doubled {tally.doubled}, reordered {tally.reordered}, wrong rows {tally.wrong_rows}",
        f"  {'holds' if one.holds else 'FAILS'}",
    ]
    return "\n".join([*lines, *tally.findings])


def main() -> int:
    """Run what was asked for."""
    parser = asks("tests.faults chaos", "Minutes of trouble.", minutes=10)
    parser.add_argument("--seed", type=int, default=20260424)
    asked: Any = parser.parse_args()
    return ended(lambda folder: chaos(asked.minutes, asked.seed, folder), summary, asked.json)
