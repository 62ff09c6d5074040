"""One window of one server, and alternated rounds of both."""

import bisect
import json
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from tests.benchmarks.boards.servers import Player, Server, Told

SETTLE_S = 0.5
QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


class Window(msgspec.Struct, frozen=True):
    """What one server did in one window.

    Attributes:
        server: Whose.
        boards: Open streams.
        rate: Events a second that were asked for.
        events: How many there were.
        missed: Pairs of event and board where the event never arrived.
        ended: Streams that the server closed.
        latency_ms: Quantiles over all events and boards; empty without events.
        cpu: Processor seconds of the server a second.
        client_cpu: The same of the client.
        joined_s: From the first connection until every board had its first message, all coming at once.
        rss_mb: Memory of the server while they watched.
        bytes_event: Bytes of one event's message at one board.
        bytes_s: Bytes a second at one board, beats too.
    """

    server: str
    boards: int
    rate: float
    events: int
    missed: int
    ended: int
    latency_ms: dict[str, float]
    cpu: float
    client_cpu: float
    joined_s: float
    rss_mb: float
    bytes_event: float
    bytes_s: float


def window(server: Server, boards: int, rate: float, seconds: float, seed: int) -> Window:
    """Open the boards, let events happen, and look at who heard what and when."""
    client = Player("boards.client", str(server.port), server.path)
    try:
        client.say(json.dumps(server.cookies[:boards]))
        joined = client.hear()
        time.sleep(SETTLE_S)
        cpu, began = server.cpu_s(), time.monotonic()
        told = server.play(rate, seconds, seed)
        time.sleep(SETTLE_S)
        cpu, took, rss = server.cpu_s() - cpu, time.monotonic() - began, server.rss()
        client.say("stop")
        heard = client.hear()
    finally:
        client.end()
    delays = list(delays_of(told, heard["ids"]))
    return Window(
        server=server.name,
        boards=boards,
        rate=rate,
        events=len(told),
        missed=len(told) * boards - len(delays),
        ended=heard["ended"],
        latency_ms=quantiles(delays) if delays else {},
        cpu=cpu / took,
        client_cpu=heard["cpu_s"] / (took + SETTLE_S),
        joined_s=joined,
        rss_mb=rss / 1e6,
        bytes_event=sum(heard["event_bytes"]) / max(1, len(told) * boards),
        bytes_s=sum(heard["bytes"]) / boards / (took + SETTLE_S),
    )


def delays_of(told: Told, boards: Iterable[Sequence[tuple[int, float]]]) -> Iterator[float]:
    """Milliseconds from each event to each board: until the first message that stands at or after it."""
    for heard in boards:
        idents = [ident for ident, _ in heard]
        for ident, began in told:
            at = bisect.bisect_left(idents, ident)
            if at < len(heard):
                yield (heard[at][1] - began) * 1000


def quantiles(delays: Sequence[float]) -> dict[str, float]:
    """The quantiles of a window, the upper of two where one falls between."""
    ordered = sorted(delays)
    return {
        name: ordered[min(len(ordered) - 1, int(part * len(ordered)))] for name, part in QUANTILES.items()
    }


def rounds(
    servers: Sequence[Server], boards: int, rate: float, seconds: float, count: int
) -> dict[str, list[Window]]:
    """Alternate the servers, the same moments for both; who begins changes from round to round."""
    found: dict[str, list[Window]] = {server.name: [] for server in servers}
    for number in range(count):
        for server in servers if number % 2 == 0 else reversed(servers):
            found[server.name].append(window(server, boards, rate, seconds, seed=number))
    return found


def median(windows: Sequence[Window]) -> dict[str, Any]:
    """Field by field the median of several rounds; what must never happen is summed."""
    one: dict[str, Any] = {"server": windows[0].server, "boards": windows[0].boards, "rate": windows[0].rate}
    for name in ("events", "missed", "ended"):
        one[name] = sum(getattr(window, name) for window in windows)
    for name in ("cpu", "client_cpu", "joined_s", "rss_mb", "bytes_event", "bytes_s"):
        one[name] = statistics.median(getattr(window, name) for window in windows)
    for name in QUANTILES if windows[0].latency_ms else ():
        one[name] = statistics.median(window.latency_ms[name] for window in windows)
    return one
