"""The demonstration that a console plays: begun, gone on with, begun anew, and never mixed with a real company."""

import json
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from console.demonstration import SEED, Demonstration, clear_away, is_over
from console.settings import Settings
from console.wiring import House, make_store, open_house, stands, wall_clock
from domain.facts import Recorded
from domain.log import verify
from seed.demo import THROUGH, Estate
from tests import local
from tests.console.command_line import Steward
from tests.console.houses import small_house

HOMES, DAYS = 200, 10
NEVER = 10**6
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def settings(folder: Path) -> Settings:
    return Settings(folder, None, "127.0.0.1", 0)


def opened(folder: Path) -> House:
    make_store(settings(folder), "demo")
    return open_house(settings(folder))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first start's data folder, closed, to be copied."""
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    house = opened(folder)
    Demonstration(house, HOMES, DAYS).catch_up()
    house.close()
    return folder


@pytest.fixture
def house(played: Path, tmp_path: Path) -> Iterator[House]:
    house = open_house(settings(Path(shutil.copytree(played, tmp_path / "data"))))
    yield house
    house.close()


def events(house: House) -> list[Recorded]:
    return [event for event in house.log.read(0, NEVER) if isinstance(event, Recorded)]


def due(house: House) -> set[str | None]:
    """Ids of the commands that must have been played by now."""
    estate = Estate.of(house.company, HOMES, DAYS)
    assert estate is not None
    return {one.id for one in estate.plan if one.recorded < house.clock() - MINUTE}


def test_a_first_start_plays_the_days_up_to_now(house: House) -> None:
    told = events(house)
    assert (house.company.demo, house.company.seed) == (True, SEED)
    assert {event.through for event in told} == {THROUGH}
    reported = next(event for event in told if event.originator_id.startswith("ticket:"))
    assert house.company.epoch is not None
    assert told[0].happened_at < house.company.epoch <= reported.happened_at
    span = wall_clock() - house.company.epoch
    assert timedelta(days=DAYS - 1) < span < timedelta(days=DAYS + 1)
    assert max(event.happened_at for event in told) <= wall_clock()


def test_the_days_played_are_told_while_they_are_played(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    told: list[tuple[int, int]] = []
    Demonstration(house, HOMES, DAYS).catch_up(lambda day, of: told.append((day, of)))
    assert {of for _, of in told} == {DAYS}
    assert [day for day, _ in told] == sorted({day for day, _ in told})
    assert len(told) > DAYS // 2
    house.close()


def test_a_restart_goes_on_with_the_same_history_and_repeats_nothing(house: House) -> None:
    before = events(house)
    Demonstration(house, HOMES, DAYS).catch_up()
    after = events(house)
    assert [event.command for event in after[: len(before)]] == [event.command for event in before]
    commands = [(event.command, event.part) for event in after]
    assert len(set(commands)) == len(commands)


def test_an_interrupted_first_start_is_finished_by_the_next(tmp_path: Path) -> None:
    def give_up(day: int, of: int) -> None:
        if day > DAYS // 2:
            raise KeyboardInterrupt

    house = opened(tmp_path / "data")
    with pytest.raises(KeyboardInterrupt):
        Demonstration(house, HOMES, DAYS).catch_up(give_up)
    half = len(events(house))
    house.close()
    again = opened(tmp_path / "data")
    Demonstration(again, HOMES, DAYS).catch_up()
    assert 0 < half < len(events(again))
    assert due(again) - {event.command for event in events(again)} == set()
    again.close()


def test_two_consoles_that_begin_one_demonstration_at_once_play_it_once(tmp_path: Path) -> None:
    houses = [opened(tmp_path / "data") for _ in range(2)]
    plays = [Demonstration(house, HOMES, DAYS) for house in houses]
    with ThreadPoolExecutor(2) as both:
        list(both.map(Demonstration.catch_up, plays))
    plays[0].catch_up()
    told = [(event.command, event.part) for event in events(houses[0])]
    assert len(set(told)) == len(told)
    assert due(houses[0]) - {command for command, _ in told} == set()
    assert verify(tmp_path / "data" / "log.sqlite").holds
    for house in houses:
        house.close()


def test_the_people_to_step_into_are_one_of_each_role_that_has_pages(house: House) -> None:
    house.projector.catch_up()
    shown = Demonstration(house, HOMES, DAYS).people()
    assert len({person.account for person in shown}) == len(shown) >= 6
    assert all(person.name for person in shown)


def test_a_demonstration_is_over_thirty_days_after_its_first_play_and_not_before(tmp_path: Path) -> None:
    house = opened(tmp_path / "data")
    Demonstration(house).catch_up()
    estate = Estate.of(house.company)
    house.close()
    assert estate is not None
    where = settings(tmp_path / "data")
    assert timedelta(days=29) < estate.ends_at - wall_clock() < timedelta(days=32)
    assert not is_over(where, estate.ends_at - SECOND)
    assert is_over(where, estate.ends_at)


def test_what_is_over_is_cleared_away_and_nothing_else(house: House) -> None:
    data = house.settings.data
    (data / "notes.txt").write_text("ours")
    house.projector.catch_up()
    clear_away(data)
    assert not stands(house.settings)
    assert [one.name for one in data.iterdir()] == ["notes.txt"]


def test_a_real_store_is_never_over_and_never_played_into(tmp_path: Path) -> None:
    house = small_house(tmp_path / "data")
    before = house.log.head()
    assert not is_over(house.settings, wall_clock() + timedelta(days=3650))
    Demonstration(house, HOMES, DAYS).catch_up()
    assert house.log.head() == before
    house.close()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "a demo never becomes a company"), ("zh", "演示数据不能")]
)
def test_a_company_is_not_founded_in_a_demonstration(house: House, language: str, words: str) -> None:
    before = house.log.head()
    steward = Steward(house.settings.data, language)
    for typed in ("up --empty", "init --company C --site-name S --account root --name N"):
        answer = steward(typed, b"quiet river seven stones\n")
        assert (answer.code, answer.out) == (1, "")
        assert words in answer.err
    assert house.log.head() == before


def test_a_demonstration_is_not_played_into_a_company(tmp_path: Path) -> None:
    house = small_house(tmp_path / "data")
    found = {"do": "company.found", "id": "x", "by": "root", "site": "", "name": "Demo", "demo": True}
    answer = Steward(tmp_path / "data")(
        "apply -", json.dumps({**found, "administrator": {"account": "a", "name": "A"}}).encode()
    )
    assert "no demo is played into it" in answer.lines[0]["refused"][0]["en"]
    house.close()


@pytest.mark.slow
def test_up_makes_the_demonstration_answers_and_stops_when_interrupted(tmp_path: Path) -> None:
    steward = Steward(tmp_path / "data")
    program = steward.start("up", env={"STEWARD_PORT": "0"})
    try:
        address = steward.address(program)
        assert local.get(f"{address}/healthz", timeout=10).json() == {"ok": True}
        assert "（演示） (Demonstration)" in steward("status").out
        busy = steward("up", STEWARD_PORT=address.rpartition(":")[2])
        assert (busy.code, busy.out) == (1, "")
        assert "is in use already" in busy.err
        program.send_signal(signal.SIGINT)
        said, err = program.communicate(timeout=20)
        assert (program.returncode, said) == (0, b"")
        assert [json.loads(line)["event"] for line in err.splitlines()] == ["checkpoint.made"]
    finally:
        program.kill()
        program.wait()
    assert verify(steward.data / "log.sqlite").holds
