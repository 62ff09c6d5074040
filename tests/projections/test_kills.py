"""Exactly once: projectors are killed at random, and compete, and no row is wrong or doubled."""

import random
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from time import sleep

import pytest

from domain.facts import Fact, Recorded
from domain.log import Place
from projections.intervals import LIVE
from tests.projections.estate import BURNING, LAMPS, LIGHTINGS, Dusted, Estate, Lamp, Lit, PutOut

KILLS = 20
ROOT = Path(__file__).resolve().parents[2]


def follow(place: Place, page: int) -> Popen[bytes]:
    command = [sys.executable, "-m", "tests.projections.follower", str(place), str(page)]
    return Popen(command, cwd=ROOT, stdout=PIPE)


def told(estate: Estate) -> dict[str, set[tuple[object, ...]]]:
    """The rows of each model as a plain fold of the log has them."""
    lamps: dict[str, Lamp] = {}
    held: dict[tuple[str, str], tuple[int, tuple[object, ...]]] = {}
    rows: dict[str, set[tuple[object, ...]]] = {BURNING.name: set(), LAMPS.name: set(), LIGHTINGS.name: set()}
    for event in estate.log.read(0, 100_000):
        assert isinstance(event, Recorded)
        key = event.originator_id
        lamp = lamps.setdefault(key, Lamp(key))
        lamp.apply(event)
        now = {BURNING.name: (lamp.watts,) if lamp.watts else None, LAMPS.name: (lamp.watts, lamp.lit)}
        for model, row in now.items():
            since, before = held.get((model, key), (0, None))
            if row != before:
                if before is not None:
                    rows[model].add((key, since, event.position, *before))
                held.pop((model, key), None)
                if row is not None:
                    held[model, key] = event.position, row
        if isinstance(event.fact, Lit):
            rows[LIGHTINGS.name].add((key, event.position, event.fact.watts))
    for (model, key), (since, row) in held.items():
        rows[model].add((key, since, LIVE, *row))
    return rows


@pytest.mark.slow
def test_killed_and_competing_projectors_leave_no_wrong_or_doubled_row(estate: Estate) -> None:
    chance = random.Random(7)  # noqa: S311 - made-up histories
    facts: tuple[Fact, ...] = (Lit(watts=10), Lit(watts=40), PutOut(), Dusted())
    for _ in range(4_000):
        estate.record(f"l{chance.randrange(60)}", chance.choice(facts))
    killed = 0
    for _ in range(KILLS):
        followers = [follow(estate.place, page=3) for _ in range(2)]
        assert followers[0].stdout is not None
        assert followers[0].stdout.readline() == b"begun\n"
        sleep(chance.random() * 0.05)
        for follower in followers:
            follower.kill()
            killed += follower.wait() != 0
            assert follower.stdout is not None
            follower.stdout.close()
    stood_at = min(estate.store.positions().values())
    assert estate.projector.catch_up() == 4_000
    assert killed == 2 * KILLS
    assert 0 < stood_at < 4_000
    for model, rows in told(estate).items():
        assert estate.rows(model) == rows
