"""Board, phone, roster page, rooms page, paper and ``steward ask`` say the same of an exam's morning, then and later."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from console.guard import SESSION_COOKIE, Guard
from console.guard.streams import Streams
from console.languages.preference import COOKIE
from console.live import EXAM_PATH, Broker
from console.printing.checklists import checklist_route
from console.printing.roster_route import roster_route
from console.wiring import House
from projections.asking.registry import as_json, ask
from tests.browser.exam_console import say
from tests.console.command_line import Steward
from tests.console.drawing import drawn, given
from tests.console.exam_morning import StandingClock, morning
from tests.console.watching import IN_TIME_S, Watcher, asked
from tests.domain.roster.exam import CODE
from tests.domain.school import bad
from tests.projections.exam_office import COURT, GATE, clock

Do = Callable[[House], Any]
Numbers = tuple[int, int, int, int]
"""Of the posts: heads asked, there, coming late, reserve left."""
Rooms = tuple[int, int, int]
"""Of the rooms: without a fault, in use, open faults."""
Told = tuple[Numbers, Rooms, str]
"""Both, and the code of the next milestone."""


FAILING = ("D401", "D402")


def moment(text: str) -> str:
    return f"2026-06-07T{text}:00+08:00"


def arrive(house: House, duty: str, person: str) -> None:
    say(house, "duty.arrive", "leader", duty=duty, person=person)


def two_rooms_fail(house: House) -> None:
    arrive(house, GATE, "g2")
    arrive(house, COURT, "r1")
    for room in FAILING:
        say(house, "rooms.check", "tech01", room=room, walk="t2", items=[bad("air", "cooling", "不制冷")])


def one_is_in_order_again(house: House) -> None:
    say(house, "campaign.open_admission", "leader", word_by={"name": "周老师"})
    word = {"check": "air", "item": "cooling", "passed": True, "cause": "重启即好"}
    say(house, "rooms.recheck", "tech01", room="D402", walk="t2", items=[word])


def told_late(house: House) -> None:
    say(house, "duty.tell_delay", "leader", duty=COURT, person="g3", expected_at=moment("06:50"))


def sent(house: House) -> None:
    say(house, "duty.send_reserve", "leader", duty=COURT, person="r1", instead_of="g3")


def nothing(house: House) -> None:
    """Time alone passes."""


MORNING: Mapping[str, tuple[Do, Told]] = {
    "05:55": (lambda house: arrive(house, GATE, "g1"), ((3, 1, 0, 2), (40, 40, 0), "duty1")),
    "06:10": (told_late, ((3, 1, 1, 2), (40, 40, 0), "duty1")),
    "06:31": (sent, ((3, 1, 1, 1), (40, 40, 0), "admission1")),
    "06:40": (two_rooms_fail, ((3, 3, 1, 1), (38, 40, 2), "admission1")),
    "07:15": (one_is_in_order_again, ((3, 3, 1, 1), (39, 40, 1), "rooms1a")),
    "17:30": (nothing, ((4, 3, 1, 1), (39, 40, 1), "duty2")),
}
"""Each moment, what is recorded at it, and the numbers that follow, counted by hand."""


@pytest.fixture(scope="module")
def now() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, now: StandingClock) -> Iterator[House]:
    yield from morning(tmp_path_factory.mktemp("exam"), now)


class Pages:
    """What a coordinator reads on pages and paper, now or as of a moment."""

    def __init__(self, house: House, patch: pytest.MonkeyPatch) -> None:
        self.house, self.patch = house, patch
        guard = Middleware(Guard, access=house.access, streams=Streams(house.access))
        routes = [roster_route(house), checklist_route(house)]
        cookies = {SESSION_COOKIE: house.access.open_session("plan"), COOKIE: "en"}
        app = Starlette(routes=routes, middleware=[guard])
        self.client = TestClient(app, base_url="http://127.0.0.1", cookies=cookies)

    def drawn(self, view: str, as_of: str) -> AppTest:
        then = {"as_of": as_of} if as_of else {}
        return drawn(self.house, self.patch, view, "plan", c=CODE, **then)

    def paper(self, path: str, as_of: str, **narrowed: str) -> str:
        answer = self.client.get(path, params={"as_of": as_of, **narrowed})
        assert answer.status_code == 200
        return " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages)

    def roster(self, as_of: str) -> Numbers:
        return of_sentence(str(self.drawn("roster", as_of).caption[-1].value))

    def printed(self, as_of: str) -> Numbers:
        return of_sentence(self.paper(f"/roster/s1/{CODE}.pdf", as_of))

    def rooms(self, as_of: str) -> Rooms:
        figures, grid = (
            json.loads(one.proto.json) for one in self.drawn("rooms", as_of).get("bidi_component")
        )
        usable = figures["figures"][0]
        faults = (re.match(r"\d+", floor["faults"]) for floor in grid["floors"])
        return int(usable["value"]), int(usable["of"]), sum(int(one[0]) for one in faults if one)

    def checklists(self, as_of: str) -> int:
        """Open faults on the sheets of the rooms that ever had one: a ticket stands beside each."""
        path = f"/checklists/s1/{CODE}.pdf"
        sheets = " ".join(self.paper(path, as_of, walk="t2", room=room) for room in FAILING)
        return len(re.findall(r"不制冷 · H\d{6}-\d{3}", sheets))

    def agree(self, told: Told, as_of: str = "") -> None:
        posts, rooms, _ = told
        assert (self.roster(as_of), self.printed(as_of)) == (posts, posts)
        assert (self.rooms(as_of), self.checklists(as_of)) == (rooms, rooms[2])


def of_sentence(text: str) -> Numbers:
    """The four numbers from the line that page and paper share."""
    flat = " ".join(text.split())
    there, left = re.search(r"now on post (\d+)/(\d+)", flat), re.search(r"reserve left (\d+)", flat)
    late = re.search(r"(\d+) coming late", flat)
    assert there, flat
    assert left
    return int(there[2]), int(there[1]), int(late[1]) if late else 0, int(left[1])


def of_head(head: Mapping[str, Any]) -> Told:
    """What the head of a board says."""
    rooms = head["rooms"]
    posts = (head["heads"], head["here"], len(head["late"]), head["reserve_left"])
    return posts, (rooms["usable"], rooms["in_use"], len(rooms["faults"])), head["next_milestone"]


def of_parts(rows: Mapping[str, Any], at: float) -> Told:
    """What somebody counts who has the parts of a board before them, on whatever screen."""
    manned = [one for one in rows.values() if "people" in one and one["state"] in ("on", "coming")]
    late = sum(who["standing"] == "late" for one in manned for who in one["people"])
    free = sum(one["post"] is None for one in rows["head"]["reserve"])
    posts = (sum(one["heads"] for one in manned), sum(one["here"] for one in manned), late, free)
    floors = [one for id, one in rows.items() if id.startswith("floor:")]
    cells = [room for one in floors for room in one["rooms"] if room["role"] == "active"]
    usable = sum(room["fault"] is None for room in cells)
    miles = (*rows["head"]["milestones"], rows["head"]["following"])
    ahead = [one["code"] for one in miles if one and one["at"] > at]
    return posts, (usable, len(cells), sum(one["faults"] for one in floors)), ahead[0]


def of_answers(day: Any, roster: Any, rooms: Any, campaign: Any) -> Told:
    """What four questions say together."""
    count = roster["on_post"]
    posts = (count["heads"], count["here"], count["late"], count["reserve_left"])
    assert posts == (day["heads"], day["here"], len(day["late"]), day["reserve_left"])
    assert day["rooms"] == rooms
    assert day["next_milestone"] == campaign["next_milestone"]
    return posts, (rooms["usable"], rooms["in_use"], len(rooms["faults"])), day["next_milestone"]


QUESTIONS = (("exam_day", "campaign"), ("roster", "campaign"), ("rooms", "campaign"), ("campaign", "code"))


def asked_now(house: House) -> Told:
    answers = (
        ask(house.views, name, {"site": "s1", code: CODE}, None, "recorded") for name, code in QUESTIONS
    )
    return of_answers(*(msgspec.json.decode(as_json(one)) for one in answers))


def asked_of(steward: Steward, as_of: str) -> Told:
    lines = (f"ask {name} --param {code}={CODE} --as-of {as_of}" for name, code in QUESTIONS)
    return of_answers(*(steward(line).json for line in lines))


class Phone:
    """A telephone that has been open since before the first moment, and takes what the stream tells."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.rows: dict[str, Any] = {}

    async def comes_to(self, told: Told) -> None:
        """Listen until the phone says so; a test that waits in vain fails."""
        while not self.rows or of_head(self.rows["head"]) != told:
            message = await self.watcher.next()
            assert message is not None
            for row in (*message[2].get("rows", ()), *message[2].get("changed", ())):
                self.rows[row["id"]] = row["value"]


async def opened(broker: Broker) -> Watcher:
    scope = {**asked("s1", "leader"), "path": EXAM_PATH, "query_string": f"site=s1&c={CODE}".encode()}
    watcher = Watcher(broker, {**scope, "root_path": "", "server": ("testserver", 80), "scheme": "http"})
    await asyncio.wait_for(watcher.begun.wait(), IN_TIME_S)
    return watcher


def test_everywhere_the_same_numbers_now_and_as_of_any_moment_of_the_morning(
    house: House, now: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """EXM-07, EXM-30, EXM-31, EXM-35: one number, one word, on every screen and sheet."""
    pages = Pages(house, monkeypatch)

    async def morning() -> None:
        broker = Broker(house, lambda: False)
        broker.start()
        phone = Phone(await opened(broker))
        for at, (do, told) in MORNING.items():
            now.now = clock(at)
            do(house)
            assert await asyncio.to_thread(house.worker.wait_for, house.log.head(), IN_TIME_S)
            board = Phone(await opened(broker))
            for one in (phone, board):
                await one.comes_to(told)
                assert of_parts(one.rows, clock(at).timestamp()) == told
            assert board.rows == phone.rows
            assert await asyncio.to_thread(asked_now, house) == told
            await asyncio.to_thread(pages.agree, told)
        await broker.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, morning()).result()
    steward = Steward(house.settings.data)
    for at, (_, told) in MORNING.items():
        past = given(pages.drawn("exam", moment(at)))["past"]
        rows = {one["id"]: one["value"] for one in past["board"]["rows"]}
        assert (of_head(rows["head"]), of_parts(rows, past["at"] / 1000)) == (told, told)
        assert asked_of(steward, moment(at)) == told
        pages.agree(told, moment(at))
