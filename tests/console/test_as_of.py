"""The quiet entry to a past moment on the pages of a campaign and of the exam's day."""

from collections.abc import Callable, Iterator
from html import unescape
from re import findall
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from console.wiring import House
from tests.browser.exam_console import exam_house, say
from tests.console.drawing import drawn
from tests.console.exam_morning import StandingClock
from tests.domain.roster.exam import CODE
from tests.projections.exam_office import clock

Open = Callable[..., str]
PAGES = ("campaign", "roster", "rooms", "exam")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Decided on the evening before, at 17:00 and written down at 18:30; it is 07:00 of the day."""
    now = StandingClock()
    house = exam_house(tmp_path_factory.mktemp("exam"), now)
    now.now = clock("18:30", 6)
    decided = {"go": True, "evidence": "检查表", "at": clock("17:00", 6).isoformat()}
    say(house, "campaign.decide", "duty01", **decided)
    now.now = clock("07:00")
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    yield house
    house.close()


@pytest.fixture
def page(house: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(view: str, lang: str = "en", **query: str) -> str:
        seen: AppTest = drawn(house, monkeypatch, view, "plan", lang, **{"c": CODE, **query})
        return next(str(one.proto.body) for one in seen.get("html") if "steward-as-of" in str(one.proto.body))

    return opened


def fields(entry: str) -> dict[str, str]:
    """What the form sends as it stands."""
    found = [dict(findall(r'(\w+)="([^"]*)"', one)) for one in findall(r"<input [^>]*>", entry)]
    return {unescape(one["name"]): unescape(one["value"]) for one in found}


def leads(entry: str) -> dict[str, dict[str, list[str]]]:
    """The links by their words, each with the query that it leads to."""
    links = findall(r'<a [^>]*href="\?([^"]*)"[^>]*>([^<]*)</a>', entry)
    return {name: parse_qs(unescape(query)) for query, name in links}


@pytest.mark.parametrize("view", PAGES)
def test_each_page_offers_any_moment_and_keeps_what_else_its_address_asks(page: Open, view: str) -> None:
    entry = page(view, walk="t2")
    assert fields(entry) == {"c": CODE, "walk": "t2", "as_of": "2026-06-07T07:00:00"}
    assert 'max="2026-06-07T07:00:00"' in entry
    assert "看某一时刻" in page(view, "zh")
    assert "Back to now" not in leads(entry)


@pytest.mark.parametrize("view", PAGES)
def test_a_past_moment_stands_in_the_field_and_leads_back_to_now(page: Open, view: str) -> None:
    entry = page(view, as_of="2026-06-06T20:00:00")
    assert fields(entry)["as_of"] == "2026-06-06T20:00:00"
    back = {} if view == "exam" else {"Back to now": {"c": [CODE]}}
    assert {name: query for name, query in leads(entry).items() if "as_of" not in query} == back


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize("asked", ["yesterday", "1"])
def test_where_nothing_can_be_shown_the_way_back_stays(page: Open, view: str, asked: str) -> None:
    assert "Back to now" in leads(page(view, as_of=asked))


def test_decisions_and_editions_are_one_press_away_as_they_were_recorded(page: Open) -> None:
    """The second after the recording: what was recorded within its second is known then."""
    edition, decision = leads(page("roster")).items()
    assert decision == ("Go, 6 Jun 18:30", {"c": [CODE], "as_of": ["2026-06-06T10:30:01+00:00"]})
    assert edition[0].startswith("Edition 1, ")
    assert leads(page("rooms")).keys() == {"Go, 6 Jun 18:30"}
