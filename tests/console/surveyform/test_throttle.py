"""A script that posts ten thousand answers, or guesses codes, is stopped, and nobody else is (SVY-11)."""

from collections.abc import Iterator

import pytest

from console.surveyform.throttle import ALL, MOST_ADDRESSES, ONE, REFUSED_COSTS, Throttle
from console.wiring import House
from tests.console.gatehouse import run
from tests.console.surveying import (
    Clock,
    form_of,
    household,
    open_page,
    path_of,
    sending,
    surveyed_house,
    told,
)


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def throttle(seconds: Seconds) -> Throttle:
    return Throttle(seconds)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = surveyed_house(tmp_path_factory.mktemp("surveyed"), Clock())
    yield opened
    opened.close()


def test_one_address_has_its_burst_and_then_one_a_second(throttle: Throttle, seconds: Seconds) -> None:
    assert [throttle.admit("a") for _ in range(61)] == [0] * 60 + [1]
    seconds.now += 0.5
    assert throttle.admit("a") == 1
    seconds.now += 0.5
    assert (throttle.admit("a"), throttle.admit("a")) == (0, 1)


def test_whoever_is_stopped_takes_nothing_from_others(throttle: Throttle) -> None:
    stopped = [throttle.admit("script") for _ in range(10_000)]
    assert stopped.count(0) == ONE.burst
    others = [throttle.admit(f"household {n}") for n in range(int(ALL.burst - ONE.burst))]
    assert others == [0] * 240


def test_all_together_have_a_bound_that_says_when(throttle: Throttle, seconds: Seconds) -> None:
    told = [throttle.admit(f"203.0.113.{n}") for n in range(302)]
    assert told == [0] * 300 + [1, 1]
    seconds.now += 1
    assert [throttle.admit(f"198.51.100.{n}") for n in range(31)] == [0] * 30 + [1]


def test_being_stopped_by_the_others_costs_an_address_nothing(throttle: Throttle, seconds: Seconds) -> None:
    for n in range(300):
        throttle.admit(f"203.0.113.{n}")
    assert [throttle.admit("a") for _ in range(100)] == [1] * 100
    seconds.now += 10
    assert [throttle.admit("a") for _ in range(60)] == [0] * 60


def test_a_code_that_opens_nothing_costs_five_requests(throttle: Throttle, seconds: Seconds) -> None:
    tried = 0
    while not (wait := throttle.admit("guesser")):
        throttle.refused("guesser")
        tried += 1
    assert (tried, wait) == (12, 1), "twelve guesses of five requests each"
    for _ in range(100):
        throttle.refused("guesser")
    assert throttle.admit("guesser") == 61, "never more than a full bucket can make good"
    seconds.now += 61
    assert throttle.admit("guesser") == 0
    assert REFUSED_COSTS == 4


def test_a_household_s_whole_network_counts_as_one_address(throttle: Throttle) -> None:
    for n in range(60):
        throttle.admit(f"2001:db8:1:2::{n:x}")
    assert throttle.admit("2001:db8:1:2:ffff::1") == 1
    assert throttle.admit("2001:db8:1:3::1") == 0
    for _ in range(60):
        throttle.admit("::ffff:203.0.113.7")
    assert throttle.admit("203.0.113.7") == 1


def test_it_remembers_a_bounded_number_of_addresses_and_none_that_is_short_is_forgotten(
    throttle: Throttle, seconds: Seconds
) -> None:
    for n in range(3 * MOST_ADDRESSES):
        throttle.admit(f"{n}")
        seconds.now += 0.05
    assert len(throttle) == MOST_ADDRESSES
    recovering_s = ONE.burst / ONE.each_s * 2
    assert ALL.burst + recovering_s * ALL.each_s <= MOST_ADDRESSES


def test_a_clock_that_stands_still_gives_nothing_back(throttle: Throttle, seconds: Seconds) -> None:
    for _ in range(60):
        throttle.admit("a")
    seconds.now -= 500
    assert throttle.admit("a") == 1


def test_a_script_is_told_when_to_come_again_in_either_language(house: House, seconds: Seconds) -> None:
    """SVY-11: 1,000 forms from one address in no time; those with a right code count once, the rest are stopped."""
    app = open_page(house, Throttle(seconds))

    async def script() -> list[int]:
        async with household(app) as browser:
            posts = [await browser.post(path_of(house, 1), json=sending(f"{n:032}")) for n in range(100)]
            stopped = posts[-1]
            page = await browser.get(path_of(house, 1))
            english = await browser.get(path_of(house, 1), headers={"accept-language": "en"})
        assert stopped.headers["retry-after"] == "1"
        assert stopped.json()["state"] == "busy"
        assert page.headers["retry-after"] == "1"
        assert "这里的访问过于频繁" in page.text
        assert "1 秒后再试" in page.text
        assert "Too much is asked from here just now" in english.text
        return [one.status_code for one in posts]

    async def neighbour() -> int:
        async with household(app, "198.51.100.4") as browser:
            return (await browser.post(path_of(house, 2), json=sending())).status_code

    assert run(script()) == [200] + [409] * 59 + [429] * 40
    assert run(neighbour()) == 200
    assert told(house, 1) == ["FormIssued", "FormAnswered"]
    assert form_of(house, 2).is_valid


def test_guessing_codes_is_stopped_after_a_dozen(house: House, seconds: Seconds) -> None:
    """SVY-11: of 2^80 codes, twelve at once and one each five seconds."""
    app = open_page(house, Throttle(seconds))

    async def guess() -> list[int]:
        async with household(app) as browser:
            path = path_of(house, 3)[:-16]
            return [(await browser.get(f"{path}{n:016b}".replace("0", "a"))).status_code for n in range(15)]

    assert run(guess()) == [404] * 12 + [429] * 3
