"""The live board's stream: the whole board first, then only what changed, and to those alone who may see it."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import StreamingResponse

from console.access.records import Session
from console.channel import WAITING_MESSAGES, Channel, Reader
from console.guard import SCOPE_KEY
from console.live import BEAT_S, Broker
from console.wiring import House
from projections.queue import queue
from tests.console.houses import order, small_house

Message = tuple[str, str, dict[str, Any]]
"""Event, id (empty where it has none) and body."""
IN_TIME_S = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    house = small_house(tmp_path_factory.mktemp("house"), clock)
    order(house, "site.open", "s2", site="", code="s2", name="West Garden")
    grant = {"role": "desk", "site": "s2", "since": "2026-01-01"}
    order(house, "member.join", "west01", site="", account="west01", name="Xi Men", roles=[grant])
    order(house, "member.join", "away01", site="", account="away01", name="Yuan Fang", roles=[])
    house.worker.start()
    yield house
    house.close()


_CALLS = iter(range(1_000_000))


def call(house: House, *, site: str = "s1", by: str = "desk01", matter: str = "tap drips") -> str:
    """Take a call for help; the ticket's number."""
    name = f"call {next(_CALLS)}"
    told = order(house, "help.report", name, site=site, by=by, matter=matter, place="gate")
    return told.results["ticket"]


def stream(site: str, number: str) -> str:
    return f"ticket:{site}:{number}"


def asked(site: str, account: str | None, **headers: str) -> Request:
    now = datetime.now(UTC)
    session = None if account is None else Session("1", account, now, now, "", "")
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/live/board", "headers": named}
    return Request({**scope, "query_string": f"site={site}".encode(), SCOPE_KEY: session})


class Watcher:
    """One open stream, read message by message."""

    def __init__(self, messages: AsyncIterator[bytes]) -> None:
        self._messages = messages

    async def next(self) -> Message | None:
        """The next message, beats too; ``None`` when the stream has ended."""
        try:
            told = await asyncio.wait_for(anext(self._messages), IN_TIME_S)
        except StopAsyncIteration:
            return None
        lines = dict(line.split(": ", 1) for line in told.decode().strip().split("\n"))
        return lines["event"], lines.get("id", ""), json.loads(lines["data"])

    async def until(self, kind: str) -> dict[str, Any]:
        """The body of the next message of a kind."""
        while (message := await self.next()) is not None:
            if message[0] == kind:
                return message[2]
        raise AssertionError(f"the stream ended before any {kind}")


async def watch(broker: Broker, site: str = "s1", account: str = "duty01", **headers: str) -> Watcher:
    answer = await broker.answer(asked(site, account, **headers))
    assert isinstance(answer, StreamingResponse)
    return Watcher(aiter(answer.body_iterator))  # pyright: ignore[reportArgumentType]


def told(house: House, story: Callable[[Broker], Coroutine[Any, Any, None]]) -> None:
    """Run a story beside a started broker, on a loop of its own."""

    async def whole() -> None:
        broker = Broker(house, lambda: False)
        broker.start()
        try:
            await story(broker)
        finally:
            await broker.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, whole()).result()


def test_the_whole_board_comes_first_and_then_only_the_rows_that_changed(house: House) -> None:
    async def story(broker: Broker) -> None:
        first, second = call(house), call(house)
        assert house.worker.wait_for(house.log.head(), IN_TIME_S)
        watcher = await watch(broker)
        board = await watcher.until("board")
        assert {stream("s1", first), stream("s1", second)} <= {row["id"] for row in board["rows"]}
        third = call(house)
        rows = await watcher.until("rows")
        assert [row["id"] for row in rows["changed"]] == [stream("s1", third)]
        order(house, "ticket.assign", second, by="head01", ticket=second, to=["tech01"])
        rows = await watcher.until("rows")
        assert [(row["id"], row["with"]) for row in rows["changed"]] == [(stream("s1", second), "Lin Feng")]
        assert rows["gone"] == []

    told(house, story)


def test_a_voided_ticket_goes_and_the_others_stay(house: House) -> None:
    async def story(broker: Broker) -> None:
        doomed = call(house)
        call(house)
        assert house.worker.wait_for(house.log.head(), IN_TIME_S)
        watcher = await watch(broker)
        await watcher.until("board")
        order(house, "ticket.void", doomed, by="duty01", ticket=doomed, why="called by mistake")
        rows = await watcher.until("rows")
        assert (rows["changed"], rows["gone"]) == ([], [stream("s1", doomed)])

    told(house, story)


def test_beats_say_how_far_behind_the_board_is_and_carry_no_id(house: House) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        began = await watcher.until("board")
        message = await watcher.next()
        assert message is not None
        event, ident, beat = message
        assert (event, ident) == ("beat", "")
        assert beat["lag"] == {"behind": 0, "oldest_ms": 0, "parked": 0}
        assert beat["position"] == began["position"]

    told(house, story)


def test_coming_back_with_the_last_id_shows_what_happened_meanwhile(house: House) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        await watcher.until("board")
        seen = call(house)
        rows = await watcher.until("rows")
        missed = call(house)
        again = await watch(broker, last_event_id=str(rows["position"]))
        assert house.worker.wait_for(house.log.head(), IN_TIME_S)
        known = {row["id"] for row in (await again.until("board"))["rows"]}
        if stream("s1", missed) not in known:
            known |= {row["id"] for row in (await again.until("rows"))["changed"]}
        assert {stream("s1", seen), stream("s1", missed)} <= known

    told(house, story)


def test_whoever_comes_while_calls_come_in_misses_none(house: House) -> None:
    async def story(broker: Broker) -> None:
        desk = threading.Thread(target=lambda: [call(house) for _ in range(30)])
        desk.start()
        boards: list[tuple[Watcher, dict[str, Any]]] = []
        while desk.is_alive():
            watcher = await watch(broker)
            rows = (await watcher.until("board"))["rows"]
            boards.append((watcher, {row["id"]: row for row in rows}))
            if len(boards) % 3 == 0:  # now and then nobody watches
                broker._channels["s1"].let_all_go()
        last = call(house)
        assert house.worker.wait_for(house.log.head(), IN_TIME_S)
        wanted = {row.id for row in queue(house.views, site="s1")}
        watching = [one for one in boards if await follow(one[0], one[1], stream("s1", last))]
        final = await watch(broker)
        boards_at_end = [{row["id"] for row in (await final.until("board"))["rows"]}]
        boards_at_end += [set(rows) for _, rows in watching]
        assert len(boards) > 3
        assert boards_at_end == [wanted] * len(boards_at_end)

    told(house, story)


async def follow(watcher: Watcher, rows: dict[str, Any], last: str) -> bool:
    """Apply what comes to a board until a ticket is on it; whether the stream went on as long."""
    while last not in rows:
        message = await watcher.next()
        if message is None:
            return False
        if message[0] == "rows":
            rows |= {row["id"]: row for row in message[2]["changed"]}
    return True


def test_a_site_hears_nothing_of_another(house: House) -> None:
    async def story(broker: Broker) -> None:
        east, west = await watch(broker), await watch(broker, "s2", "west01")
        await east.until("board")
        assert (await west.until("board"))["rows"] == []
        there = call(house, site="s2", by="west01")
        here = call(house)
        assert [row["id"] for row in (await west.until("rows"))["changed"]] == [stream("s2", there)]
        assert [row["id"] for row in (await east.until("rows"))["changed"]] == [stream("s1", here)]

    told(house, story)


@pytest.mark.parametrize(
    ("account", "site"),
    [
        (None, "s1"),
        ("away01", "s1"),
        ("west01", "s1"),
        ("duty01", "s2"),
        ("duty01", "nowhere"),
        ("duty01", ""),
    ],
)
def test_who_holds_no_role_at_the_site_gets_no_stream(house: House, account: str | None, site: str) -> None:
    async def story(broker: Broker) -> None:
        answer = await broker.answer(asked(site, account))
        assert (answer.status_code, bytes(answer.body)) == (403, b"\n")

    told(house, story)


def test_a_role_that_ends_ends_its_stream_with_the_next_beat_and_no_other(house: House) -> None:
    async def story(broker: Broker) -> None:
        grant = {"role": "guard", "site": "s1", "since": "2026-01-01"}
        order(house, "member.grant", "away01", site="", account="away01", grant=grant)
        leaving, staying = await watch(broker, account="away01"), await watch(broker)
        await leaving.until("board")
        await staying.until("board")
        yesterday = (house.clock().date() - timedelta(days=2)).isoformat()
        end = {"account": "away01", "held_at": "s1", "role": "guard", "until": yesterday}
        order(house, "member.end_role", "away01", site="", **end)
        ended = time.monotonic()
        assert (await leaving.until("bye"))["reason"] == "no_role"
        assert await leaving.next() is None
        assert time.monotonic() - ended < BEAT_S + 1
        call(house)
        assert (await staying.until("rows"))["changed"]

    told(house, story)


def test_a_corrected_name_reaches_the_open_board(house: House) -> None:
    async def story(broker: Broker) -> None:
        number = call(house)
        order(house, "ticket.assign", number, by="head01", ticket=number, to=["cash01"])
        assert house.worker.wait_for(house.log.head(), IN_TIME_S)
        watcher = await watch(broker)
        await watcher.until("board")
        order(house, "member.correct", "cash01", site="", account="cash01", name="Qian Bo")
        rows = await watcher.until("rows")
        assert [(row["id"], row["with"]) for row in rows["changed"]] == [(stream("s1", number), "Qian Bo")]

    told(house, story)


def test_a_new_day_brings_its_own_landmarks_to_open_boards(house: House, clock: Clock) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        today = (await watcher.until("board"))["landmarks"]
        assert [one["code"] for one in today] == ["slips_due"]
        clock.now += timedelta(days=1)
        beat = await watcher.until("beat")
        while "landmarks" not in beat:
            beat = await watcher.until("beat")
        assert beat["landmarks"] == [{"at": today[0]["at"] + 86_400_000, "code": "slips_due"}]

    told(house, story)


def test_a_slow_reader_is_let_go_and_the_quick_one_goes_on() -> None:
    async def story() -> None:
        channel, slow, quick = Channel("s1"), Reader("duty01"), Reader("desk01")
        channel.readers |= {slow, quick}
        for number in range(WAITING_MESSAGES):
            channel.send(b"%d" % number)
            quick.waiting.get_nowait()
        assert channel.readers == {slow, quick}
        channel.send(b"one too many")
        assert channel.readers == {quick}
        assert [slow.waiting.get_nowait(), slow.waiting.empty()] == [None, True]
        assert quick.waiting.get_nowait() == b"one too many"

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, story()).result()


def test_nobody_is_kept_waiting_when_the_console_stops(house: House) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        await watcher.until("board")
        await broker.stop()
        while (message := await watcher.next()) is not None:
            assert message[0] == "beat"

    told(house, story)
