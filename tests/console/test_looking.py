"""Nobody looks at the past, or takes anything away, unrecorded: pages, papers and questions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from console.access.looks import Look
from console.guard import SCOPE_KEY
from console.looking import asked_for, kept
from console.wiring import House
from tests.console.command_line import Steward
from tests.console.drawing import drawn
from tests.console.houses import build_once, copied_house, order

Looked = list[tuple[str, str, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("looking") / "data")


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    house = copied_house(built, tmp_path / "data")
    house.worker.start()
    yield house
    house.close()


@pytest.fixture
def page(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def opened(account: str, **query: str) -> AppTest:
        return drawn(house, monkeypatch, "navigation", account, **query)

    return opened


def looks(house: House) -> Looked:
    return [(one.account, one.way, one.what, one.as_of) for one in house.access.looks.latest()]


def no_more_looks(house: House) -> None:
    with house.access._store.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE looks RENAME TO lost")


def test_a_page_of_now_is_no_look_and_the_same_page_of_the_past_is_one(
    house: House, page: Callable[..., AppTest]
) -> None:
    page("duty01")
    assert looks(house) == []
    page("duty01", as_of="3", f="over", site="s1")
    assert looks(house) == [("duty01", "page", "board", "3")]
    (look,) = house.access.looks.latest()
    assert (look.site, look.parameters, look.axis) == ("s1", {"f": "over"}, "recorded")


def test_an_address_may_ask_for_anything_without_harm(house: House, page: Callable[..., AppTest]) -> None:
    page("duty01", as_of="next week", what="x", way="y", axis="happened")
    (look,) = house.access.looks.latest()
    assert look.parameters == {"what": "x", "way": "y"}
    assert (look.as_of, look.axis) == ("", "happened")
    assert len(asked_for({f"n{place}": "v" * 900 for place in range(50)})) == 20


def test_a_past_page_whose_look_cannot_be_kept_is_not_shown(
    house: House, page: Callable[..., AppTest]
) -> None:
    no_more_looks(house)
    said = "".join(str(one.proto.body) for one in page("duty01", as_of="3").get("html"))
    assert "This page cannot be shown just now" in said
    assert "steward doctor" in said
    assert not page("duty01", as_of="3").get("bidi_component")
    assert page("duty01").get("bidi_component"), "the board of now is shown"


def papers(house: House, status: int = 200) -> TestClient:
    """One paper behind the routes of the console, signed in as the auditor."""

    async def paper(request: Request) -> Response:
        return PlainTextResponse("the paper", status)

    class SignedIn:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            token = house.access.open_session("audit01")
            scope[SCOPE_KEY] = house.access.session(token)
            await self.app(scope, receive, send)

    route = kept(house, Route("/roster/{site}/{campaign}.pdf", paper, methods=["GET"]))
    return TestClient(SignedIn(Starlette(routes=[route])))


def test_what_is_taken_away_is_kept_with_its_moment(house: House) -> None:
    answer = papers(house).get("/roster/s1/exam.pdf?as_of=2026-11-22T09:00:00%2B08:00&lang=zh&by=post")
    assert answer.text == "the paper"
    (look,) = house.access.looks.latest()
    assert (look.account, look.site, look.way, look.what) == ("audit01", "s1", "export", "roster")
    assert look.parameters == {"campaign": "exam", "by": "post"}
    assert look.as_of == "2026-11-22T01:00:00+00:00"


def test_a_paper_that_is_not_handed_out_is_no_look(house: House) -> None:
    assert papers(house, 403).get("/roster/s1/exam.pdf").status_code == 403
    assert looks(house) == []


def test_a_paper_whose_look_cannot_be_kept_is_not_handed_out(house: House) -> None:
    no_more_looks(house)
    answer = papers(house).get("/roster/s1/exam.pdf", headers={"accept-language": "zh"})
    assert (answer.status_code, "the paper" in answer.text) == (503, False)
    assert "留痕" in answer.text


def test_a_question_about_the_past_at_the_command_line_is_a_look(built: Path, tmp_path: Path) -> None:
    house = copied_house(built, tmp_path / "data")
    order(house, "help.report", "one", by="desk01", matter="lift")
    house.close()
    steward = Steward(tmp_path / "data")
    assert steward("ask queue").code == 0
    assert steward("ask queue --as-of 2026-11-22T09:00:00+08:00").code == 0
    house = copied_house(tmp_path / "data", tmp_path / "again")
    ((account, *rest),) = looks(house)
    house.close()
    assert account.startswith("terminal:")
    assert rest == ["ask", "queue", "2026-11-22T01:00:00+00:00"]


def test_looks_are_listed_at_the_command_line(built: Path, tmp_path: Path) -> None:
    house = copied_house(built, tmp_path / "data")
    house.access.looks.note(Look("audit01", "s1", "ticket", parameters={"t": "R1"}, as_of=7))
    house.access.looks.note(Look("desk01", "s1", "board", as_of=8))
    house.close()
    steward = Steward(tmp_path / "data")
    assert [one["account"] for one in steward("looks --json").json] == ["desk01", "audit01"]
    assert [one["what"] for one in steward("looks --json --about R1").json] == ["ticket"]
    said = steward("looks --account audit01").out
    assert "audit01  s1  page  ticket  t=R1  as of 7" in said
    assert said.count("\n") == 1
