"""The live board's stream goes to those alone who may see it, and to nobody who is too slow."""

import asyncio
import time
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.types import Message

from console.channel import WAITING_MESSAGES, Channel, body
from console.live import BEAT_S, Broker
from console.reader import Reader
from console.sights import Row, Rows
from console.wiring import House
from tests.console.houses import order
from tests.console.watching import (
    IN_TIME_S,
    Clock,
    Watcher,
    asked,
    call,
    clock,
    house,
    stream,
    told,
    watch,
)

__all__ = ["clock", "house"]


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
        refused = Watcher(broker, asked(site, account))
        await refused.answer
        assert (refused.status, refused.rest.get_nowait(), refused.rest.empty()) == (403, b"\n", True)

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


class Connection:
    """Somebody's connection: it takes messages at once, waits until it is free, or is gone."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.free.set()
        self.gone = False
        self.taken: list[bytes] = []

    async def send(self, message: Message) -> None:
        if self.gone:
            raise OSError
        await self.free.wait()
        self.taken.append(message["body"])

    async def receive(self) -> Message:
        await asyncio.Event().wait()
        raise AssertionError


class Blank:
    """A board with nothing on it."""

    site = "s1"

    def whole(self) -> list[Row]:
        return []

    def after(self, known: Collection[str], streams: Collection[str]) -> Rows:
        return [], ()

    def turns(self, now: datetime) -> bool:
        return False


def alone(story: Callable[[Channel, Connection, Connection], Coroutine[Any, Any, None]]) -> None:
    """Run a story about a channel and two connections on a loop of its own."""

    async def whole() -> None:
        await story(Channel(Blank()), Connection(), Connection())

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, whole()).result()


def test_a_slow_reader_is_let_go_and_the_quick_one_goes_on() -> None:
    async def story(channel: Channel, held_up: Connection, free: Connection) -> None:
        slow, quick = Reader("duty01", held_up.send), Reader("desk01", free.send)
        channel.readers |= {slow, quick}
        held_up.free.clear()
        for number in range(WAITING_MESSAGES + 1):
            channel.send(b"%d" % number)
        assert channel.readers == {slow, quick}
        channel.send(b"one too many")
        assert channel.readers == {quick}
        assert (slow.over.done(), len(slow.waiting), held_up.taken) == (True, 0, [])
        assert (len(free.taken), free.taken[-1]) == (WAITING_MESSAGES + 2, b"one too many")

    alone(story)


def test_a_reader_that_was_held_up_reads_everything_in_order_and_its_last_words() -> None:
    async def story(channel: Channel, held_up: Connection, free: Connection) -> None:
        reader = Reader("duty01", held_up.send)
        channel.readers |= {reader, Reader("desk01", free.send)}
        channel.send(b"0")
        held_up.free.clear()
        for number in (1, 2, 3):
            channel.send(b"%d" % number)
        assert (held_up.taken, free.taken) == ([b"0"], [b"0", b"1", b"2", b"3"])
        held_up.free.set()
        await asyncio.sleep(0.01)
        channel.send(b"4")
        assert held_up.taken == [b"0", b"1", b"2", b"3", b"4"]

        held_up.free.clear()
        channel.send(b"5")
        channel.send(b"6")
        channel.let_go(reader, body(b"bye"))
        staying = asyncio.ensure_future(reader.stay(held_up.receive))
        await asyncio.sleep(0.01)
        assert not staying.done()
        held_up.free.set()
        await staying
        assert held_up.taken[5:] == [b"5", b"bye"]

    alone(story)


@pytest.mark.parametrize("held_up_first", [False, True])
def test_a_connection_that_is_gone_ends_its_own_stream_alone(*, held_up_first: bool) -> None:
    async def story(channel: Channel, gone: Connection, free: Connection) -> None:
        left, staying = Reader("duty01", gone.send), Reader("desk01", free.send)
        channel.readers |= {left, staying}
        if held_up_first:
            gone.free.clear()
            channel.send(b"1")
        gone.gone = True
        gone.free.set()
        channel.send(b"2")
        await asyncio.wait_for(left.stay(gone.receive), IN_TIME_S)
        assert not staying.over.done()
        assert free.taken[-1] == b"2"

    alone(story)


def test_nobody_is_kept_waiting_when_the_console_stops(house: House) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        await watcher.until("board")
        await broker.stop()
        while (message := await watcher.next()) is not None:
            assert message[0] == "beat"

    told(house, story)
