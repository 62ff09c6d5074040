"""The stream of an exam's day, and what is pressed on its board: one command each, refusals in words."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from console.exam.codes import address, sheets
from console.exam.doing import Pressed, do, post_code
from console.exam.page import exam_css, exam_js
from console.exam.sight import ExamSight, parts
from console.languages import Translator
from console.live import BEAT_S, EXAM_PATH, Broker
from console.wiring import House
from projections.exam.day import exam_day
from tests.browser.exam_console import say
from tests.console.exam_morning import StandingClock, morning
from tests.console.watching import IN_TIME_S, Watcher, asked
from tests.domain.roster.exam import CODE
from tests.domain.school import bad
from tests.projections.exam_office import COURT, GATE, clock

SPEAKS = Translator.for_language("en")


@pytest.fixture(scope="module")
def now() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, now: StandingClock) -> Iterator[House]:
    yield from morning(tmp_path_factory.mktemp("exam"), now)


def told(house: House, story: Callable[[Broker], Coroutine[Any, Any, None]]) -> None:
    """Run a story beside a started broker, on a loop of its own."""

    async def whole() -> None:
        broker = Broker(house, lambda: False)
        broker.start()
        try:
            await story(broker)
        finally:
            await broker.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, whole()).result()


async def watch(broker: Broker, account: str = "leader", campaign: str = CODE) -> Watcher:
    scope = {**asked("s1", account), "path": EXAM_PATH, "query_string": f"site=s1&c={campaign}".encode()}
    watcher = Watcher(broker, {**scope, "root_path": "", "server": ("testserver", 80), "scheme": "http"})
    await asyncio.wait_for(watcher.begun.wait(), IN_TIME_S)
    return watcher


def press(house: House, account: str, what: str, **given: Any) -> dict[str, Any]:
    return do(house, "s1", account, Pressed(id=uuid4().hex, c=CODE, do=what, given=given), SPEAKS)


def test_the_whole_day_comes_first_and_then_only_the_parts_that_changed(house: House) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        board = await watcher.until("board")
        whole = {row["id"] for row in board["rows"]}
        assert {"head", "post:P2", "post:P5", "floor:D4"} <= whole
        say(house, "duty.arrive", "leader", duty=GATE, person="g1")
        rows = await watcher.until("rows")
        assert {row["id"] for row in rows["changed"]} == {"head", "post:P2"}
        assert rows["gone"] == []
        say(house, "rooms.check", "tech01", room="D401", walk="t2", items=[bad("air", "cooling", "不制冷")])
        rows = await watcher.until("rows")
        assert {row["id"] for row in rows["changed"]} == {"head", "floor:D4"}

    told(house, story)


def test_a_turn_that_begins_alters_the_board_though_nobody_records_anything(
    house: House, now: StandingClock
) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker)
        await watcher.until("board")
        now.now = clock("06:30")
        rows = await watcher.until("rows")
        court = next(row for row in rows["changed"] if row["id"] == "post:P5")
        assert (court["value"]["state"], court["value"]["lacking_since"]) == (
            "on",
            int(clock("06:30").timestamp()),
        )

    assert BEAT_S < IN_TIME_S
    told(house, story)


def test_there_is_no_stream_of_an_exam_that_does_not_exist(house: House) -> None:
    async def story(broker: Broker) -> None:
        watcher = await watch(broker, campaign="nothing")
        assert await watcher.next() is None
        assert broker.watching() == {}

    told(house, story)


def test_the_parts_say_what_the_question_says(house: House) -> None:
    day = exam_day(house.views, site="s1", campaign=CODE)
    found = {one.id: one.value for one in parts(day)}
    assert [found[f"post:{one.code}"] for one in day.posts] == day.posts
    assert (found["head"]["here"], found["head"]["heads"]) == (day.here, day.heads)
    assert day.rooms is not None
    assert found["head"]["rooms"]["usable"] == day.rooms.usable


def test_exm_32_nothing_on_the_board_can_sound_or_move_by_itself() -> None:
    """Motion is one class that the page adds, and only while it is not silent; there is nothing that sounds."""
    for sign in ("Audio", "speechSynthesis", ".play(", "vibrate", ".animate("):
        assert sign not in exam_js()
    for sign in ("animation", "transition", "@keyframes"):
        assert sign not in exam_css()


def test_events_of_other_campaigns_and_sites_are_no_concern_of_this_board(house: House) -> None:
    sight = ExamSight(house, "s1", CODE)
    known = {row.id for row in sight.whole()}
    for stream in ("duty:s1:other:P2/2026-06-07/day", f"duty:s2:{CODE}:P2/2026-06-07/day", "ticket:s2:R1"):
        assert sight.after(known, {stream}) == ([], ())
    rows, _ = sight.after(known, {f"duty:s1:{CODE}:{GATE}"})
    assert {row.id for row in rows} == known


def test_one_press_checks_in_with_the_code_of_the_own_post(house: House) -> None:
    proof = house.access.proof(post_code("s1", CODE, "P2"))
    done = press(house, "g2", "check_in", post="P2", proof=proof)
    assert (done["kind"], done["events"], done["results"]["duty"]) == ("done", 1, GATE)
    again = press(house, "g2", "check_in", post="P2", proof=proof)
    assert (again["kind"], again["events"]) == ("done", 0)
    assert again["results"]["arrived_at"] == done["results"]["arrived_at"]


def test_a_guessed_code_and_the_code_of_another_post_are_refused_in_words(house: House) -> None:
    for proof in ("", "0" * 32, house.access.proof(post_code("s1", "other", "P5"))):
        guessed = press(house, "g3", "check_in", post="P5", proof=proof)
        assert guessed["reasons"][0].startswith("This is not the code of a post of this exam.")
    foreign = press(house, "g3", "check_in", post="P2", proof=house.access.proof(post_code("s1", CODE, "P2")))
    assert foreign["kind"] == "refused"
    assert foreign["reasons"][0].startswith(
        "This is the code of Main gate; your post is Ball-court gate from"
    )


def test_a_refusal_calls_people_and_posts_by_name(house: House) -> None:
    told = press(house, "leader", "send", duty=COURT, person="g1")
    assert told["kind"] == "refused"
    assert told["reasons"][0].startswith("谢队员 is on two posts at once: Main gate and Ball-court gate")


def test_a_time_is_typed_as_the_clock_shows_it(house: House, now: StandingClock) -> None:
    now.now = clock("06:31")
    assert press(house, "leader", "late", duty=COURT, person="g3", expected_at="06:50")["kind"] == "done"
    house.worker.wait_for(house.log.head(), IN_TIME_S)
    (late,) = exam_day(house.views, site="s1", campaign=CODE).late
    assert late.expected_at == int(clock("06:50").timestamp())
    assert press(house, "leader", "late", duty=COURT, person="g3", expected_at="soon")["kind"] == "refused"
    assert press(house, "leader", "publish")["reasons"][0].startswith("There is no command")


def test_who_leads_nothing_calls_no_roll(house: House) -> None:
    told = press(house, "g1", "arrive", duty=COURT, person="g3")
    assert "may not do this at this site" in told["reasons"][0]


def test_every_post_of_ours_has_a_sheet_whose_code_leads_to_its_check_in(house: House) -> None:
    page = sheets(house, "s1", CODE, "http://desk.example/", SPEAKS)
    assert page.count("<svg") == 4
    assert "Monitoring room" not in page
    led = address(house, "s1", CODE, "P2", "http://desk.example/")
    proof = house.access.proof(post_code("s1", CODE, "P2"))
    assert led == f"http://desk.example/exam?c={CODE}&post=P2&proof={proof}&site=s1"
    assert len(proof) == 32
