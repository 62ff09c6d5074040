"""The roster beyond its page: on paper, in a telephone's calendar, and as text; the same places everywhere."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from console.access.feeds import Feed
from console.guard import Guard
from console.guard.streams import Streams
from console.languages import Translator
from console.printing.roster_route import roster_route
from console.rosterpage.calendar import calendar_routes
from console.rosterpage.text import told
from projections.rosters.roster import roster
from tests.console.rosterpage.exam import GUARD, PLANNER, Exam
from tests.console.rosterpage.test_roster_page import press, said
from tests.domain.roster.exam import CODE, EXAM, WHOLE, listed

NIGHT = f"P6/{EXAM}/night"


@pytest.fixture
def published(exam: Exam) -> Exam:
    exam.do("take", assignments=listed(WHOLE), made_for=exam.now.basis)
    exam.do("publish")
    exam.house.worker.wait_for(exam.house.log.head(), 10)
    return exam


@pytest.fixture
def client(published: Exam) -> TestClient:
    house = published.house
    guard = Middleware(Guard, access=house.access, streams=Streams(house.access))
    routes = [roster_route(house), *calendar_routes(house), Mount("/", PlainTextResponse("the pages"))]
    return TestClient(Starlette(routes=routes, middleware=[guard]), base_url="http://127.0.0.1")


def feed(exam: Exam, person: str = GUARD) -> str:
    return exam.house.access.feeds.open(Feed("s1", CODE, person, "zh"))


def events(client: TestClient, token: str) -> list[Any]:
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_feed_shows_one_person_s_duties_and_nothing_else_without_signing_in(
    published: Exam, client: TestClient
) -> None:
    mine = events(client, feed(published))
    assert [(str(one["summary"]), one.decoded("dtstart").isoformat()) for one in mine] == [
        ("大门岗 白班", "2026-06-06T22:30:00+00:00"),
        ("大门岗 白班", "2026-06-07T22:30:00+00:00"),
    ]
    text = client.get(f"/calendar/{feed(published)}.ics").text
    assert not [name for name in ("队员", "g1", "球场门", CODE) if name in text]


def test_a_feed_follows_the_edition_that_holds_and_keeps_the_event_s_name(
    published: Exam, client: TestClient
) -> None:
    token = feed(published, "g4")
    (before,) = events(client, token)
    published.do("swap", duty=NIGHT, person="g4", other="g5")
    assert len(events(client, token)) == 1
    published.do("publish")
    published.house.worker.wait_for(published.house.log.head(), 10)
    assert events(client, token) == []
    (other,) = events(client, feed(published, "g5"))
    assert other["uid"] != before["uid"]


def test_a_feed_is_ended_by_its_person_and_a_new_address_ends_the_old(
    published: Exam, client: TestClient
) -> None:
    first = feed(published)
    second = feed(published)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert len(events(client, second)) == 2
    published.house.access.feeds.revoke(Feed("s1", CODE, GUARD, "zh"))
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    assert client.get("/calendar/x.ics").status_code == 404


@pytest.mark.parametrize("path", ["", "x", "x.ics/", "x/y.ics", "x.ICS", "%2e%2e/board", "_stcore/health"])
def test_what_is_no_calendar_never_falls_through_to_the_pages(client: TestClient, path: str) -> None:
    """The folder is open to strangers; behind it stand Streamlit's pages, which check nothing themselves."""
    for method in ("GET", "HEAD", "OPTIONS"):
        answer = client.request(method, f"/calendar/{path}", follow_redirects=False)
        assert (answer.status_code, "the pages" in answer.text) == (404, False), (method, path)


def test_no_address_of_a_feed_stands_in_the_store(published: Exam) -> None:
    token = feed(published)
    stored = b"".join(path.read_bytes() for path in published.house.settings.data.glob("*.sqlite*"))
    assert token.encode() not in stored


def test_the_address_is_made_shown_once_and_ended_on_the_page(
    published: Exam, page: Callable[..., AppTest], client: TestClient
) -> None:
    app = press(page(GUARD), "Make a calendar address")
    (address,) = [str(one.value) for one in app.code]
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(events(client, token)) == 2
    app = press(app, "End the calendar address")
    assert not app.code
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def signed_in(published: Exam, client: TestClient, account: str) -> TestClient:
    client.cookies.set("steward_session", published.house.access.open_session(account))
    client.cookies.set("steward_lang", "zh")
    return client


@pytest.mark.parametrize("order", ["post", "person"])
def test_the_paper_names_everybody_in_place(published: Exam, client: TestClient, order: str) -> None:
    answer = signed_in(published, client, PLANNER).get(f"/roster/s1/{CODE}.pdf?order={order}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    pages = PdfReader(BytesIO(answer.content)).pages
    text = "".join(sheet.extract_text() for sheet in pages).replace(" ", "")
    assert all(f"队员{person}" in text for _, person in WHOLE)
    assert "第1版" in text
    assert ("签名" in text) is (order == "person")


def test_the_paper_is_for_those_with_a_role_at_the_site(published: Exam, client: TestClient) -> None:
    assert client.get(f"/roster/s1/{CODE}.pdf", follow_redirects=False).status_code in {303, 401}
    assert signed_in(published, client, PLANNER).get(f"/roster/s9/{CODE}.pdf").status_code == 403
    assert client.get("/roster/s1/nothing.pdf").status_code == 404


def test_the_text_says_what_the_page_says(published: Exam, page: Callable[..., AppTest]) -> None:
    published.do("acknowledge", GUARD, edition=1)
    shown = said(page(PLANNER))
    rows = roster(published.house.views, site="s1", campaign=CODE)
    text = told(rows, Translator.for_language("en", published.house.site("s1").zone))
    for phrase in ("Edition 1 of", "1 of 5 acknowledged", "every post manned"):
        assert phrase in shown
        assert phrase in text
    assert "8 Jun  Day 队员g1 / 队员g2" in text
    assert "队员g4  (Hours 12:30 · Nights 1 · Acknowledged not yet)" in text
