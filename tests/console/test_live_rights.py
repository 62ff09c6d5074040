"""The live board's stream goes to those alone who may see it, and to nobody who is too slow."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from console.channel import WAITING_MESSAGES, Channel, Reader
from console.live import BEAT_S, Broker
from console.wiring import House
from tests.console.houses import order
from tests.console.watching import (
    IN_TIME_S,
    Clock,
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
