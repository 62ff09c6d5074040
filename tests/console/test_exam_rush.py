"""Fifty phones check in at once while twenty boards watch: every check-in is there once, and each board is right."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from console.exam.doing import Pressed, do, post_code
from console.languages import Translator
from console.live import EXAM_PATH, Broker
from console.wiring import House
from domain.roster.attendance import Attendance, duty_stream
from projections.exam.day import exam_day
from tests.browser.exam_console import say
from tests.console.houses import order, small_house
from tests.console.watching import IN_TIME_S, Watcher, asked
from tests.domain.campaigning import FACTS
from tests.domain.roster.exam import CODE, EXAM, GROUPS, TURNS, post
from tests.projections.exam_office import clock

PHONES, BOARDS, SPEAKS = 50, 20, Translator.for_language("en")
POSTS = [f"P{number:02}" for number in range(25)]
PEOPLE = {f"w{number:02}": POSTS[number % 25] for number in range(PHONES)}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = small_house(tmp_path_factory.mktemp("rush"), lambda: clock("06:00"))
    for account in ("plan", *PEOPLE):
        roles = ["coordinator", "office_manager"] if account == "plan" else ["guard"]
        grants = [{"role": role, "site": "s1", "since": "2026-01-01"} for role in roles]
        order(house, "member.join", account, site="", account=account, name=f"员工{account}", roles=grants)
    say(house, "campaign.plan", name="2026年高考", anchor=EXAM, template="exam_support")
    for fact, given in FACTS.items():
        say(house, "campaign.fill_fact", fact=fact, **given)
    say(house, "campaign.start")
    posts = [post(code, code, code, heads=2) for code in POSTS]
    say(house, "roster.open", days=[EXAM], groups=GROUPS, turns=TURNS, posts=posts)
    for account in PEOPLE:
        say(house, "roster.enlist", account=account, group="security")
    for account, code in PEOPLE.items():
        say(house, "roster.assign", duty=f"{code}/{EXAM}/day", person=account)
    say(house, "roster.publish")
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    yield house
    house.close()


def check_in(house: House, account: str) -> dict[str, Any]:
    code = PEOPLE[account]
    given = {"post": code, "proof": house.access.proof(post_code("s1", CODE, code))}
    return do(house, "s1", account, Pressed(id=uuid4().hex, c=CODE, do="check_in", given=given), SPEAKS)


async def seen(watcher: Watcher) -> dict[str, Any]:
    """A board's rows by id once everybody is there."""
    rows: dict[str, Any] = {}
    while rows.get("head", {}).get("here") != PHONES:
        message = await watcher.next()
        assert message is not None
        for row in (*message[2].get("rows", ()), *message[2].get("changed", ())):
            rows[row["id"]] = row["value"]
    return rows


def test_every_check_in_counts_once_and_every_board_comes_to_the_same(house: House) -> None:
    async def story() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        broker = Broker(house, lambda: False)
        broker.start()
        scope = {**asked("s1", "duty01"), "path": EXAM_PATH, "query_string": f"site=s1&c={CODE}".encode()}
        watchers = [
            Watcher(broker, {**scope, "server": ("desk", 80), "scheme": "http"}) for _ in range(BOARDS)
        ]
        await asyncio.wait_for(asyncio.gather(*(one.begun.wait() for one in watchers)), IN_TIME_S)
        with ThreadPoolExecutor(PHONES) as phones:
            loop = asyncio.get_running_loop()
            presses = [loop.run_in_executor(phones, check_in, house, one) for one in (*PEOPLE, *PEOPLE)]
            boards = await asyncio.gather(*(seen(one) for one in watchers))
            told = await asyncio.gather(*presses)
        await broker.stop()
        return told, boards

    with ThreadPoolExecutor(1) as pool:
        told, boards = pool.submit(asyncio.run, story()).result()
    assert {one["kind"] for one in told} == {"done"}
    assert sum(one["events"] for one in told) == PHONES
    attended = [house.log.get(Attendance, duty_stream("s1", CODE, f"{code}/{EXAM}/day")) for code in POSTS]
    assert [one.version for one in attended] == [2] * len(POSTS)
    assert sorted(person for one in attended for person in one.here) == sorted(PEOPLE)
    day = exam_day(house.views, site="s1", campaign=CODE)
    assert all(one == boards[0] for one in boards)
    assert [boards[0][f"post:{one.code}"]["here"] for one in day.posts] == [2] * len(POSTS)
