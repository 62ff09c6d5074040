"""``/metrics``: numbers that equal the store's, for those who may read them, and never a word of the business."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from console.app import Application
from console.asgi import watched
from console.guard import Guard
from console.guard.streams import Streams
from console.signin import SignIn
from console.watch.health import Health
from console.wiring import House
from domain.errors import Refused
from projections.asking.registry import ask
from projections.tickets.queue import queue
from tests.console.gatehouse import BASE, run
from tests.console.houses import order
from tests.console.watch.sickbed import break_in

TOKEN = "a token of sixteen or more"
NAME, PHONE, SAID = "王美兰", "13912345678", "厨房水管爆了 pipe burst"


class Site:
    """The console of a house with everything that is ours, behind its gate."""

    def __init__(self, house: House, token: str = TOKEN) -> None:
        object.__setattr__(house.settings, "metrics_token", token)
        self.house = house
        self.application = Application(house)
        own = [*SignIn(house.access).routes(), *self.application.routes]
        app = Starlette(routes=[Health(self.application.healthy).route(), *own])
        guard = Guard(app, access=house.access, streams=Streams(house.access))
        self.app = watched(guard, self.application.meters)

    def get(self, path: str, account: str = "", **headers: str) -> httpx.Response:
        token = self.house.access.open_session(account) if account else ""
        return self.get_with(path, token, **headers)

    def get_with(self, path: str, token: str, client: str = "127.0.0.1", **headers: str) -> httpx.Response:
        async def story() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(client, 50000))  # pyright: ignore[reportArgumentType]
            cookies = {"steward_session": token} if token else {}
            async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=cookies) as browser:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await browser.get(path, headers=named)

        return run(story())

    def numbers(self) -> dict[tuple[str, ...], float]:
        """Sample name and label values, by the labels' names → value."""
        text = self.get("/metrics", authorization=f"Bearer {TOKEN}").text
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
def site(house: House) -> Site:
    return Site(house)


def call(house: House, id: str, **more: Any) -> None:
    order(house, "help.report", id, by="desk01", matter=SAID, place="gate", **more)


def test_the_scraper_shows_its_token_and_nobody_else_is_let_in(site: Site) -> None:
    assert site.get("/metrics", authorization=f"Bearer {TOKEN}").status_code == 200
    for wrong in ("", f"Bearer {TOKEN}x", "Bearer ", f"Basic {TOKEN}", TOKEN):
        assert site.get("/metrics", authorization=wrong).status_code == 401


def test_without_a_token_no_stranger_is_let_in(house: House) -> None:
    site = Site(house, "")
    for given in ("Bearer ", "Bearer", f"Bearer {TOKEN}"):
        answer = site.get("/metrics", authorization=given)
        assert (answer.status_code, "steward_" in answer.text) == (401, False)
    assert site.get("/metrics", account="root").status_code == 200


def test_an_administrator_who_is_signed_in_reads_it_until_the_session_ends(site: Site) -> None:
    token = site.house.access.open_session("root")
    assert site.get_with("/metrics", token).status_code == 200
    site.house.access.revoke_account("root")
    assert site.get_with("/metrics", token).status_code == 401


def test_somebody_without_that_role_does_not_read_it(site: Site) -> None:
    assert site.get("/metrics", account="duty01").status_code == 403


def test_the_numbers_equal_those_of_the_store_and_the_board(site: Site) -> None:
    house = site.house
    yesterday = f"{datetime.now(UTC) - timedelta(days=1):%F}"
    reply = {"family": "reply", "profile": "COMMUNITY", "version": 1, "since": yesterday}
    order(house, "site.choose_policy", "from yesterday on", **reply)
    for number, minutes in enumerate((1, 40, 600)):
        call(house, f"call {number}", at=(datetime.now(UTC) - timedelta(minutes=minutes)).isoformat())
    house.projector.catch_up()
    rows, now = queue(house.views, site="s1"), datetime.now(UTC).timestamp()
    left = [row.due_at // 1000 - int(now) for row in rows if row.due_at is not None]
    numbers = site.numbers()
    assert numbers["steward_head_position",] == house.log.head()
    assert numbers["steward_tickets", "s1"] == len(rows) == 3
    assert numbers["steward_tickets_over", "s1"] == sum(one < 0 for one in left) > 0
    assert numbers["steward_tickets_soon", "s1"] == sum(0 <= one <= 1800 for one in left)
    assert numbers["steward_model_lag_events", "queue"] == 0
    assert numbers["steward_worker_alive",] == numbers["steward_workers",] == 0
    assert numbers["steward_parked_streams", "queue"] == 0


def test_a_model_that_falls_behind_says_by_how_much_and_since_when(site: Site) -> None:
    house, before = site.house, site.house.log.head()
    call(house, "call")
    numbers = site.numbers()
    assert numbers["steward_model_position", "queue"] == before
    assert numbers["steward_model_lag_events", "queue"] == house.log.head() - before > 0
    assert 0 < numbers["steward_model_oldest_unapplied_seconds", "queue"] < 30


def test_commands_are_counted_by_name_way_and_outcome(site: Site) -> None:
    house = site.house
    call(house, "same")
    call(house, "same")
    with pytest.raises(Refused):
        order(house, "ticket.assign", "none", ticket="H-9", to=["tech01"])
    with pytest.raises(Refused):
        house.door("import").submit({"id": "x", "by": "root", "do": f"{NAME} does"})
    numbers = site.numbers()
    counted = {key[1:]: value for key, value in numbers.items() if key[0] == "steward_commands_total"}
    assert counted == {
        ("help.report", "accepted", "console"): 1,
        ("help.report", "repeated", "console"): 1,
        ("ticket.assign", "refused", "console"): 1,
        ("unknown", "refused", "import"): 1,
    }
    assert numbers["steward_append_seconds_count",] == 1


def test_questions_and_answers_are_timed(site: Site) -> None:
    ask(site.house.views, "queue", {"site": "s1"})
    site.get("/wall?site=s1", account="duty01")
    site.get("/ticket?t=R1")
    numbers = site.numbers()
    assert numbers["steward_question_seconds_count", "queue"] == 1
    assert numbers["steward_http_requests_total", "GET", "/wall", "200"] == 1
    assert numbers["steward_http_requests_total", "GET", "none", "401"] == 1
    assert numbers["steward_http_seconds_count", "/wall"] == 1
    assert numbers["steward_sessions",] == 1


def test_nothing_of_a_person_stands_in_the_numbers(site: Site) -> None:
    call(site.house, f"{NAME} {PHONE}", caller={"name": NAME, "phone": PHONE})
    site.house.projector.catch_up()
    site.get(f"/call/find?site=s1&q={PHONE}", account="desk01")
    text = site.get("/metrics", authorization=f"Bearer {TOKEN}").text
    assert [one for one in (NAME, PHONE, "pipe", "desk01", "East Garden") if one in text] == []


def test_the_same_few_seconds_are_read_once(site: Site) -> None:
    first = site.numbers()["steward_head_position",]
    call(site.house, "call")
    assert site.numbers()["steward_head_position",] == first


def test_health_says_yes_only_while_the_projector_works_and_the_store_can_be_read(site: Site) -> None:
    assert site.get("/healthz").status_code == 503
    site.house.worker.start()
    answer = site.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    break_in(site.house.settings.data / "models.sqlite", "DROP TABLE generations")
    assert site.house.worker.alive
    assert site.get("/healthz").status_code == 503


def test_a_store_that_hangs_makes_health_say_no_in_time_and_blocks_nobody() -> None:
    async def story() -> list[bool]:
        release, asked = asyncio.Event(), 0
        loop = asyncio.get_running_loop()

        def hangs() -> bool:
            nonlocal asked
            asked += 1
            asyncio.run_coroutine_threadsafe(release.wait(), loop).result(5)
            return True

        health = Health(hangs, patience_s=0.05)
        said = [await health.well(), await health.well()]
        release.set()
        await asyncio.sleep(0.05)
        said.append(await health.well())
        assert asked == 2, "a second asking began while the first one hung"
        return said

    assert run(story()) == [False, False, True]
