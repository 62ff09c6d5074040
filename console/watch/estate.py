"""What the store says of itself when metrics are asked for: positions, lag, tickets, sessions, open streams.

Everything is read anew at most every few seconds, whoever asks and however often; nothing is read when nobody asks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from threading import Lock
from time import monotonic
from typing import Any

from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from console.proving import standing as standing_of
from console.wiring import House, wall_clock
from domain.errors import Refused
from domain.facts import Recorded
from projections.tickets.queue import Standing, standing

KEPT_S = 3.0
LABELLED: Mapping[str, tuple[str, Sequence[str]]] = {
    "model_position": ("Position that a read model stands at", ["model"]),
    "model_lag_events": ("Events that a read model has not applied", ["model"]),
    "model_oldest_unapplied_seconds": ("Age of the first event that a read model has not applied", ["model"]),
    "parked_streams": ("Streams that a read model follows no further", ["model"]),
    "tickets": ("Open tickets", ["site"]),
    "tickets_over": ("Open tickets over a limit, as the board counts them", ["site"]),
    "tickets_soon": ("Open tickets due within thirty minutes, as the board counts them", ["site"]),
    "live_streams": ("Boards that are connected", ["site"]),
    "head_position": ("Events recorded", []),
    "head_age_seconds": ("Time since anything was recorded", []),
    "checkpoint_age_seconds": ("Time since the last checkpoint in the folder that is furthest behind", []),
    "checkpoint_uncovered_events": ("Events that no checkpoint in that folder covers", []),
    "sessions": ("Sign-in sessions that are valid", []),
    "workers": ("Workers that apply events, on whatever machine", []),
    "worker_alive": ("Whether the projector of this process is at work", []),
}


class Estate(Collector):
    """The gauges of one house.

    Args:
        house: Whose.
        watching: How many boards are connected, by site.
    """

    def __init__(self, house: House, watching: Callable[[], Mapping[str, int]]) -> None:
        self._house = house
        self._watching = watching
        self._lock = Lock()
        self._read_at = -KEPT_S
        self._kept: list[Metric] = []

    def describe(self) -> list[Metric]:
        """Nothing is read when the registry takes this in."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every gauge, as it stood at most a few seconds ago."""
        with self._lock:
            if monotonic() - self._read_at >= KEPT_S:
                self._kept, self._read_at = self._read(), monotonic()
            yield from self._kept

    def _read(self) -> list[Metric]:
        families = {
            name: GaugeMetricFamily(f"steward_{name}", says, labels=labels)
            for name, (says, labels) in LABELLED.items()
        }
        for name, labels, value in (*self._of_models(), *self._of_sites(), *self._of_itself()):
            families[name].add_metric(labels, value)
        return [self._info(), *families.values()]

    def _of_models(self) -> Iterator[tuple[str, list[str], float]]:
        log, store, now = self._house.log, self._house.projector.store, self._house.clock()
        head = log.head()
        positions = {track.name: position for track, position in store.positions().items()}
        ages: dict[int, float] = {head: 0.0}
        for model in store.models:
            position = positions.get(model, 0)
            if position not in ages:
                ages[position] = _age(log.read(position, 1), now)
            yield "model_position", [model], position
            yield "model_lag_events", [model], head - position
            yield "model_oldest_unapplied_seconds", [model], ages[position]
        parked = [one.model for one in store.parked_rows()]
        yield from (("parked_streams", [model], parked.count(model)) for model in store.models)
        yield "head_position", [], head
        if head:
            yield "head_age_seconds", [], _age(log.read(head - 1, 1), now)

    def _of_sites(self) -> Iterator[tuple[str, list[str], float]]:
        watching = self._watching()
        for site in self._house.sites:
            yield "live_streams", [site], watching.get(site, 0)
            if (counted := self._standing(site)) is not None:
                yield "tickets", [site], counted.open
                yield "tickets_over", [site], counted.over
                yield "tickets_soon", [site], counted.soon

    def _standing(self, site: str) -> Standing | None:
        """``None`` while the queue is being made for a new edition."""
        try:
            return standing(self._house.views, site, self._house.clock())
        except Refused:
            return None

    def _of_itself(self) -> Iterator[tuple[str, list[str], float]]:
        yield from self._of_checkpoints()
        yield "sessions", [], self._house.access.valid_sessions()
        yield "workers", [], self._house.worker.workers()
        yield "worker_alive", [], self._house.worker.alive

    def _of_checkpoints(self) -> Iterator[tuple[str, list[str], float]]:
        """Nothing where another machine makes them, into folders that this one does not know."""
        house, settings = self._house, self._house.settings
        if settings.database and not settings.checkpoints:
            return
        last = standing_of(settings, house.log.store.id)
        yield "checkpoint_uncovered_events", [], max(house.log.head() - last.size, 0)
        if last.at:
            yield "checkpoint_age_seconds", [], max((wall_clock() - last.at).total_seconds(), 0.0)

    def _info(self) -> Metric:
        kind = "embedded" if self._house.settings.database is None else "database"
        told = {"version": version("steward"), "store": kind, "purpose": self._house.log.store.purpose}
        return InfoMetricFamily("steward_build", "What runs here", value=told)


def _age(events: Sequence[Any], now: Any) -> float:
    """Seconds since the first of them was recorded; 0 where it cannot be read."""
    at = next((one.recorded_at for one in events if isinstance(one, Recorded)), None)
    return max((now - at).total_seconds(), 0.0) if at else 0.0
