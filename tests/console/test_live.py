"""The live board's stream: the whole board first, then only what changed."""

import threading
from typing import Any

import pytest

from console.live import Broker
from console.wiring import House
from projections.tickets.queue import queue
from tests.console.houses import order
from tests.console.watching import (
    IN_TIME_S,
    Watcher,
    call,
    clock,
    house,
    stream,
    told,
    watch,
)

__all__ = ["clock", "house"]


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
        assert beat["lag"] == {"behind": 0, "oldest_ms": 0, "parked": 0, "workers": 1, "unseen": 0}
        assert beat["position"] == began["position"]

    told(house, story)


def test_a_board_whose_console_cannot_look_says_so_until_it_can(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        began = await watcher.until("board")
        assert began["lag"]["unseen"] == 0
        lag = house.worker.lag
        monkeypatch.setattr(house.worker, "lag", lambda: 1 // 0)
        while (await watcher.until("beat"))["lag"]["unseen"] == 0:
            pass
        other = await watch(broker)
        monkeypatch.setattr(house.worker, "lag", lag)
        assert (await other.until("board"))["lag"]["unseen"] == 1
        while (await other.until("beat"))["lag"]["unseen"] == 1:
            pass

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
