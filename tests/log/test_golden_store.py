"""A store that an earlier edition wrote opens, holds, and comes to the same states for good."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from console.settings import Settings
from console.wiring import House
from domain.facts import SHAPES, Fact, Recorded
from domain.log import Log, migrate, verify
from tests.log.conftest import SetClock
from tests.log.golden.states import states

GOLDEN = Path(__file__).parent / "golden"
LARGEST = 200 * 1024
EVENTS = {
    "version1": 125,
    "roster": 58,
    "campaigns": 61,
    "rooms": 52,
    "duty": 59,
    "begun": 35,
    "debrief": 36,
    "surveys": 79,
    "late": 33,
    "equipment": 40,
    "erasures": 36,
}
"""Events of each store by its folder."""
WRITTEN = {
    "version1": "be8db346bf54c805",
    "roster": "e7f448813eb8fd5f",
    "campaigns": "a9acf92ce0a81dca",
    "rooms": "cb1fc1eb1bf73386",
    "duty": "94e669be63b3f563",
    "begun": "5afbc5f185ab755c",
    "debrief": "5d49c47fab2182a9",
    "surveys": "06b55cf6c45035ed",
    "late": "c795bd52d719a224",
    "equipment": "81273487aad57fd8",
    "erasures": "48d7025c41168fd3",
}
"""The beginning of each file's SHA-256: a store that was once kept is never made anew."""


def test_no_golden_store_was_made_anew(folder: str) -> None:
    written = sha256((GOLDEN / folder / "log.sqlite").read_bytes()).hexdigest()
    assert written.startswith(WRITTEN[folder])


def test_no_golden_store_is_left_out() -> None:
    assert sorted(one.parent.name for one in GOLDEN.glob("*/log.sqlite")) == sorted(EVENTS)


@pytest.fixture(params=sorted(EVENTS))
def folder(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def store(folder: str, tmp_path: Path) -> Path:
    shutil.copy(GOLDEN / folder / "log.sqlite", tmp_path)
    return tmp_path / "log.sqlite"


@pytest.fixture
def golden(store: Path, clock: SetClock) -> Iterator[Log]:
    with Log.open(store, clock) as log:
        yield log


def test_the_golden_store_is_small_enough_to_be_kept_with_the_source(folder: str) -> None:
    assert (GOLDEN / folder / "log.sqlite").stat().st_size <= LARGEST


def test_an_earlier_store_is_taken_over_and_every_event_of_it_holds(
    store: Path, folder: str, clock: SetClock
) -> None:
    assert migrate(store, None, clock).purpose == "real"
    report = verify(store)
    assert (report.holds, report.checked, report.head) == (True, EVENTS[folder], EVENTS[folder])


def test_every_event_of_an_earlier_store_is_read(golden: Log, folder: str) -> None:
    read = golden.read(0, 1000)
    assert len([event for event in read if isinstance(event, Recorded)]) == len(read) == EVENTS[folder]


def told(path: Path, clock: SetClock) -> set[type[Fact]]:
    with Log.open(path, clock) as log:
        return {type(event.fact) for event in log.read(0, 1000) if isinstance(event, Recorded)}


def test_the_earlier_stores_hold_every_fact_that_is_still_stored_in_its_first_form(
    tmp_path: Path, clock: SetClock
) -> None:
    known: set[type[Fact]] = set()
    for folder in EVENTS:
        known |= told(Path(shutil.copy(GOLDEN / folder / "log.sqlite", tmp_path / f"{folder}.sqlite")), clock)
    first = {
        fact for fact, shape in SHAPES.items() if shape.version == 1 and fact.__module__.startswith("domain.")
    }
    assert first
    assert {SHAPES[fact].name for fact in first - known} == set()


def test_tickets_units_rosters_campaigns_and_rooms_of_an_earlier_store_come_to_the_states_of_then(
    golden: Log, folder: str
) -> None:
    """TRN-01..17, UNT-01, UNT-10, UNT-11, EXM-35: a tightened rule never changes what was recorded before it."""
    assert states(golden) == json.loads((GOLDEN / folder / "states.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["version1"], indirect=True)
def test_the_words_of_an_earlier_store_are_found_in_its_register(golden: Log) -> None:
    said = {entry.value.decode() for entry in golden.latest("text")}
    assert {"厨房水龙头漏水", "人已救出", "打错电话"} <= said
    assert "张工" in "".join(entry.value.decode() for entry in golden.latest("person"))


def test_the_pages_of_an_earlier_store_are_made_without_one_event_standing_still(
    store: Path, clock: SetClock
) -> None:
    house = House(Settings(store.parent, None, "127.0.0.1", 0), clock)
    house.projector.catch_up()
    assert house.projector.store.parked_rows() == []
    assert house.worker.lag().behind == 0
    house.close()
