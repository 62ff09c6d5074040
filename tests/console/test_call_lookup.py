"""What the call form asks while somebody is on the phone is answered, to those who take calls, and quickly."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from console.access.records import Session
from console.call.lookup import offer
from console.call.nearby import nearby
from console.call.preview import Wanted, preview
from console.call.routes import call_routes
from console.call.saving import save
from console.guard import SCOPE_KEY
from console.wiring import House
from domain.tickets.facts import Kind
from domain.tickets.ticket import Ticket, ticket_stream
from domain.tickets.timing import clocks_of
from tests.console.call_desk import CALLED, NOW, call, viewer
from tests.console.houses import at, build_once, copied_house, order


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("built"), lambda: NOW)


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    opened = copied_house(built, tmp_path, lambda: NOW)
    opened.worker.start()
    yield opened
    opened.close()


def test_the_household_comes_first_and_another_household_is_only_a_hint(house: House) -> None:
    """MRG-02: other household, not merged."""
    far = save(
        viewer(house), call(1, started_at=CALLED - 60_000, unit="5-2-1101", address="5-2-1101", phone="1")
    )
    same_phone = save(
        viewer(house), call(2, started_at=CALLED - 50_000, unit="5-1-1201", address="", item="")
    )
    mine = save(viewer(house), call(3, started_at=CALLED - 40_000))
    found = nearby(house, "s1", unit="5-1-1101", phone="13800001000", item="SN-01", words="龙头")
    assert [(one.number, one.why) for one in found.open] == [
        (mine.ticket, "household"),
        (same_phone.ticket, "caller"),
        (far.ticket, "trouble"),
    ]
    assert [one.today for one in found.open] == [True, True, True]
    assert found.open[0].due_at == CALLED - 40_000 + 120_000
    assert found.contacts == 2


def test_closed_tickets_of_the_household_are_told_for_twelve_months(house: House) -> None:
    """REP-36: with the same cause it is rework."""
    saved = save(viewer(house), call(help_class="other", matter="阳台地漏反水", item=""))
    for do, more in (("ticket.answer", {"what": "马上来"}), ("ticket.finish", {}), ("ticket.close", {})):
        order(house, do, saved.ticket, by="desk01", ticket=saved.ticket, **more)
    assert house.worker.wait_for(house.log.head(), 20)
    found = nearby(house, "s1", unit="5-1-1101", phone="", item="", words="阳台地漏反水了")
    assert [(one.number, one.days_ago, one.same_cause, one.satisfied) for one in found.closed] == [
        (saved.ticket, 0, True, None)
    ]
    assert nearby(house, "s1", unit="5-1-1102", phone="", item="", words="").closed == []


def test_without_phone_and_unit_nothing_is_near(house: House) -> None:
    save(viewer(house), call(help_class="other", unit="", address="大堂", phone="", name=""))
    assert nearby(house, "s1", unit="", phone="", item="", words="厨房龙头关不紧").open == []


CASES = [
    (Wanted(Kind.REPAIR, at("16:42:58"), in_tariff=True), ["fill_slip", "notify_engineering", "arrive"]),
    (Wanted(Kind.REPAIR, at("16:42:58")), ["fill_slip", "notify_engineering", "arrive", "assess"]),
    (Wanted(Kind.HELP, at("16:42:58")), ["first_answer"]),
]


@pytest.mark.parametrize(("wanted", "codes"), CASES)
def test_the_clocks_shown_before_saving_are_those_of_the_profile_in_force(
    house: House, wanted: Wanted, codes: list[str]
) -> None:
    """SLA-01, SLA-02, SLA-03, SLA-05, SLA-06, SLA-07, SLA-13."""
    shown = preview(house, "s1", wanted, viewer(house).t)
    after = ["return_slips", "to_finance"] if wanted.kind is Kind.REPAIR else []
    assert [clock.code for clock in shown.clocks] == codes + after
    due = {clock.code: clock.due_at for clock in shown.clocks if clock.due_at}
    seconds = (
        {"fill_slip": 120, "notify_engineering": 180} if wanted.kind is Kind.REPAIR else {"first_answer": 600}
    )
    assert due == {code: CALLED + 1000 * length for code, length in seconds.items()}
    assert {clock.code: clock.seconds for clock in shown.clocks if clock.seconds} == seconds
    assert "Community management, version 1" in shown.policy


def test_the_clocks_shown_before_saving_are_the_clocks_after_saving(house: House) -> None:
    """SLA-04: the technician is due five minutes before the booked time."""
    booked = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    wanted = Wanted(Kind.REPAIR, at("16:42:58"), in_tariff=True, booked_for=booked)
    shown = preview(house, "s1", wanted, viewer(house).t)
    saved = save(viewer(house), call(booked_for="2026-11-23T14:00"))
    ticket = house.log.get(Ticket, ticket_stream("s1", saved.ticket))
    really = [(one.code, one.due_at) for one in clocks_of(ticket, house.reference)]
    assert [
        (one.code, one.due_at and datetime.fromtimestamp(one.due_at / 1000, UTC)) for one in shown.clocks
    ] == really
    assert dict(really)["arrive"] == booked - timedelta(minutes=5)


def test_another_profile_has_other_clocks(house: House) -> None:
    choice = {"family": "repair", "profile": "CARE", "version": 1, "since": "2026-11-22"}
    order(house, "site.choose_policy", "care", **choice)
    shown = preview(house, "s1", Wanted(Kind.REPAIR, NOW, in_tariff=True), viewer(house).t)
    assert [clock.code for clock in shown.clocks if clock.seconds] == []


def test_items_are_suggested_from_the_words_and_found_by_part_of_a_name(house: House) -> None:
    assert [item.code for item in offer(house, "s1", "zh", said="水龙头漏水").items] == ["SN-01"]
    assert [item.code for item in offer(house, "s1", "zh", part="角").items] == ["SN-02"]
    assert offer(house, "s1", "en", part="lock").items[0] == offer(house, "s1", "en", part="ms-01").items[0]
    assert [(one.name, one.price) for one in offer(house, "s1", "en", said="tap").items] == [
        ("Replace a tap", "¥40")
    ]
    assert offer(house, "s1", "zh", said="看不懂").items == []


def test_rep_04_only_an_item_that_fits_beyond_doubt_is_offered_as_chosen(house: House) -> None:
    said = ("水龙头后面的墙渗水", "门锁打不开，锁芯坏了", "更换角阀")
    offers = [offer(house, "s1", "zh", said=words) for words in said]
    assert [(one.items[0].code, one.evident) for one in offers] == [
        ("SN-01", ""),
        ("MS-01", "MS-01"),
        ("SN-02", "SN-02"),
    ]
    assert offer(house, "s1", "zh", part="锁芯").evident == ""


class Asking:
    """The look-ups as somebody signed in as ``account`` would get them."""

    def __init__(self, house: House, account: str | None) -> None:
        app = Starlette(routes=call_routes(house))
        session = Session("1", account, NOW, NOW, "", "") if account else None

        async def signed_in(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, SCOPE_KEY: session}, receive, send)

        self._transport = httpx.ASGITransport(signed_in)

    async def get(self, path: str, **query: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url="http://here") as client:
            return await client.get(path, params={"site": "s1", **query})


def asked(house: House, account: str | None, path: str, **query: str) -> httpx.Response:
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, also beside browser tests
        return thread.submit(lambda: asyncio.run(Asking(house, account).get(path, **query))).result()


@pytest.mark.parametrize("path", ["/call/find", "/call/items", "/call/hints"])
def test_a_look_up_says_nothing_to_those_who_take_no_calls(house: House, path: str) -> None:
    for account in (None, "cash01", "audit01", "tech01", "nobody"):
        answer = asked(house, account, path, q="周", unit="5-1-1101")
        assert (answer.status_code, answer.text.strip()) == (403, "")
    assert asked(house, "desk01", path, q="周", unit="5-1-1101", site="s2").status_code == 403
    assert asked(house, "desk01", path, q="周", unit="5-1-1101").status_code == 200


@pytest.mark.parametrize("part", ["zns", "zhounvshi", "周女", "5-1-1101", "511101", "1000"])
def test_somebody_is_found_by_number_name_pinyin_or_phone(house: House, part: str) -> None:
    first = asked(house, "desk01", "/call/find", q=part).json()["rows"][0]
    assert (first["unit"], first["name"], first["phone"]) == ("5-1-1101", "周女士", "13800001000")


def test_hints_answer_all_at_once(house: House) -> None:
    """REP-02: an item of the tariff gives the ten minutes to the technician."""
    query = {"unit": "5-1-1101", "kind": "repair", "item": "SN-01", "matter": "龙头", "started": str(CALLED)}
    hints = asked(house, "desk01", "/call/hints", **query).json()
    assert hints["server_now"] == int(NOW.timestamp() * 1000)
    assert "5" in hints["place"]["says"]
    assert [item["code"] for item in hints["offer"]["items"]] == ["SN-01"]
    assert [clock["code"] for clock in hints["preview"]["clocks"]][:3] == [
        "fill_slip",
        "notify_engineering",
        "arrive",
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"started": "999999999999999999"},
        {"started": "-1", "booked": "never"},
        {"unit": "'; DROP TABLE x; --", "phone": "%_"},
        {"matter": "<script>" * 2000, "kind": "repair", "booked": "2026-13-45T99:00"},
        {"unit": "a:b", "item": "?"},
    ],
)
def test_odd_questions_are_answered_and_change_nothing(house: House, query: dict[str, str]) -> None:
    assert asked(house, "desk01", "/call/hints", **query).status_code == 200


def test_a_unit_under_warranty_says_so(house: House) -> None:
    order(
        house, "unit.register", "warranty", unit="6-1-0101", building="6", handover_state="handed_over",
        warranty_ends="2027-06-30",
    )  # fmt: skip
    said = asked(house, "desk01", "/call/hints", unit="6-1-0101").json()["place"]
    assert "2027" in said["warranty"]
    assert asked(house, "desk01", "/call/hints", unit="5-1-1101").json()["place"]["warranty"] == ""
