"""Several workers on one database: they share the models, and one that dies or stands still stops nobody."""

import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from time import monotonic, sleep

import msgspec
import pytest

from domain.facts import Fact
from projections.spine import turns as turns_module
from projections.spine import worker as worker_module
from projections.spine.projector import Projector
from projections.spine.rebuild import Rebuilt, rebuild
from projections.spine.session import Session
from projections.spine.store import Store
from projections.spine.turns import PRESENT, TURNS, Shared, workers
from projections.spine.worker import Worker
from tests.projections.estate import BURNING, LAMPS, LIGHTINGS, Dusted, Estate, Lit, PutOut, told

ROOT = Path(__file__).resolve().parents[2]
TAKEN_OVER_S = 5
CHANCE = random.Random(3)  # noqa: S311 - made-up histories
FACTS: tuple[Fact, ...] = (Lit(watts=10), Lit(watts=40), PutOut(), Dusted())


@pytest.fixture
def estate(database: str) -> Iterator[Estate]:
    estate = Estate(database)
    yield estate
    estate.close()


@contextmanager
def at_work(estate: Estate) -> Iterator[Popen[bytes]]:
    command = [sys.executable, "-m", "tests.projections.labourer", str(estate.place)]
    with Popen(command, cwd=ROOT, stdout=PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        try:
            yield process
        finally:
            process.kill()


def live(estate: Estate, events: int = 100) -> None:
    for _ in range(events):
        estate.record(f"l{CHANCE.randrange(20)}", CHANCE.choice(FACTS))


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = monotonic() + seconds
    while not (held := holds()) and monotonic() < until:
        sleep(0.05)
    return held


def caught_up(estate: Estate) -> bool:
    return min(estate.store.positions().values()) == estate.log.head()


def turns(estate: Estate) -> list[int]:
    """How many turns each worker holds, by its session."""
    with closing(Session(estate.engine)) as session:
        held = session.rows(
            "SELECT pid, count(*) FILTER (WHERE objid <> %s) FROM pg_locks WHERE locktype = 'advisory' "
            "AND classid = %s AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "GROUP BY pid",
            PRESENT,
            TURNS,
        )
    return sorted(count for _, count in held)


def test_workers_share_the_models_and_go_on_alone_when_the_other_is_killed(estate: Estate) -> None:
    live(estate)
    with at_work(estate) as one, at_work(estate):
        assert within(TAKEN_OVER_S, lambda: turns(estate) == [1, 2])
        live(estate)
        one.send_signal(signal.SIGKILL)
        live(estate)
        assert within(TAKEN_OVER_S, lambda: caught_up(estate))
        assert within(TAKEN_OVER_S, lambda: turns(estate) == [3])
    for model, rows in told(estate).items():
        assert estate.rows(model) == rows


@pytest.mark.slow
def test_a_worker_that_stands_still_in_the_middle_of_its_work_stops_nobody(estate: Estate) -> None:
    with at_work(estate) as one, at_work(estate):
        assert within(TAKEN_OVER_S, lambda: turns(estate) == [1, 2])
        for _ in range(4):
            live(estate, 60)
            sleep(CHANCE.random() * 0.05)
            one.send_signal(signal.SIGSTOP)
            live(estate, 60)
            assert within(TAKEN_OVER_S, lambda: caught_up(estate))
            one.send_signal(signal.SIGCONT)
            assert within(TAKEN_OVER_S, lambda: turns(estate) == [1, 2])
    for model, rows in told(estate).items():
        assert estate.rows(model) == rows


@pytest.mark.slow
def test_a_transaction_whose_client_has_gone_silent_is_ended_so_that_others_go_on(estate: Estate) -> None:
    live(estate, 10)
    with estate.engine.connect() as silent:
        silent.exec_driver_sql("UPDATE generations SET position = position")
        with at_work(estate):
            assert within(2 * TAKEN_OVER_S, lambda: caught_up(estate))
        silent.invalidate()
    for model, rows in told(estate).items():
        assert estate.rows(model) == rows


NEWER = (BURNING, msgspec.structs.replace(LAMPS, version=2), LIGHTINGS)


def shared(estate: Estate) -> Shared:
    return Shared(estate.engine, estate.log.head)


def test_of_several_workers_that_find_a_model_outdated_one_makes_it_anew(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(estate)
    estate.projector.catch_up()
    made: list[str] = []

    def slowly(projector: Projector, name: str, **how: bool) -> Rebuilt:
        made.append(name)
        sleep(1.0)
        return rebuild(projector, name, **how)

    monkeypatch.setattr(worker_module, "rebuild", slowly)
    stores = [Store(estate.engine, NEWER) for _ in range(3)]
    several = [
        Worker(Projector(store, estate.log, estate.reference, estate.clock), estate.clock) for store in stores
    ]
    for one in several:
        one.start()
    try:
        live(estate)
        assert within(10, lambda: not stores[0].outdated())
        assert within(TAKEN_OVER_S, lambda: min(stores[0].positions().values()) == estate.log.head())
    finally:
        for one in several:
            one.stop()
    assert made == ["lamps"]


def test_a_model_whose_maker_has_died_or_stands_still_is_the_next_workers(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying, still, other = shared(estate), shared(estate), shared(estate)
    assert dying.make("lamps")
    assert (other.make("lamps"), other.make("burning")) == (False, True)
    dying.close()
    assert within(TAKEN_OVER_S, lambda: still.make("lamps"))
    assert not other.make("lamps")
    monkeypatch.setattr(turns_module, "MAKING_PATIENCE_S", 0.05)
    assert within(TAKEN_OVER_S, lambda: other.make("lamps"))
    still.made("lamps")
    for one in (still, other):
        one.close()


def test_whoever_makes_a_model_or_follows_the_log_is_counted(estate: Estate) -> None:
    assert workers(estate.engine) == 0
    one, other = shared(estate), shared(estate)
    assert one.make("lamps")
    other.choose(estate.store.positions())
    assert workers(estate.engine) == 2
    one.close()
    assert within(TAKEN_OVER_S, lambda: workers(estate.engine) == 1)
    other.close()
