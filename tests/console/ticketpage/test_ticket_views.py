"""The ticket, the list, the unit and the slip as people of each role see them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from console.access.records import Session
from console.guard import SCOPE_KEY
from console.moments import moment_of
from console.printing.filled import USES
from console.printing.route import slip_route
from console.ticketpage.deeds import Choices
from console.ticketpage.entry import cents, time_of_day
from console.ticketpage.head import masked
from console.ticketpage.sentences import sentence
from domain.errors import Refused
from projections.spine.worker import Worker
from projections.units.defects import known_defects
from seed.catalogue import profiles
from tests.console.houses import order
from tests.console.ticketpage.office import EN, MORNING, ZH, Office, alerts


def test_the_past_is_drawn_without_verbs(office: Office, page: Callable[..., AppTest]) -> None:
    office.report()
    office.do("repair.fill_slip", "desk01")
    past = page("desk01", as_of=str(office.story()[0].position))
    assert not past.exception
    assert [one.label for one in past.button] == []


@pytest.mark.parametrize(("projects", "said"), [(True, False), (False, True)])
def test_a_page_says_where_others_should_keep_it_up_and_nobody_does(
    office: Office, page: Callable[..., AppTest], *, projects: bool, said: bool
) -> None:
    house = office.house
    house.worker = Worker(house.projector, house.clock, projects=projects)
    if not projects:  # and it has not been started: on a file it would be the only one
        house.worker.start = lambda: None  # type: ignore[method-assign]
    seen = page("audit01", view="navigation")
    assert not seen.exception
    assert ("Nothing keeps this page up to date" in alerts(seen)) is said


def test_an_unknown_ticket_leads_to_the_list(office: Office, page: Callable[..., AppTest]) -> None:
    office.number = "R000000-001"
    seen = page("desk01")
    assert "R000000-001" in alerts(seen)
    assert [one.label for one in seen.button] == ["All tickets"]


def test_foreign_history_is_told_with_its_lines_and_offers_nothing(
    office: Office, page: Callable[..., AppTest]
) -> None:
    run = office._order("import.begin", "root", source="ledger.csv", digest="0" * 64).results["run"]
    lines = [
        {"line": 2, "at": "2013-03-01T08:00:00+00:00", "key": "a", "means": "worked_on"},
        {"line": 3, "at": "2013-03-02T08:00:00+00:00", "key": "b", "means": "closed"},
    ]
    ledger = {"source": "ledger.csv", "ledger_ends_at": "2013-04-01T00:00:00+00:00", "lines": lines}
    office._order("ticket.adopt", "root", run=run, number="1-364285768", **ledger)
    office.number = "1-364285768"
    seen = page("desk01")
    assert not seen.exception
    assert not seen.button
    said = [sentence(line, EN) for line in office.story()]
    assert said[-1] == "Line 3 of the ledger: closed"
    assert office.may("desk01") == Choices()


def test_500_rows_are_drawn_on_one_page(office: Office, page: Callable[..., AppTest]) -> None:
    for _ in range(500):
        office.sent += 1
        order(
            office.house, "help.report", str(office.sent), by="desk01", matter="走廊灯不亮", unit="5-2-1101"
        )
    office.house.projector.catch_up()
    seen = page("desk01", view="tickets", size="500")
    assert not seen.exception
    assert "1 to 500 of 500" in [one.value for one in seen.markdown]


def test_the_list_is_filtered_by_its_address(office: Office, page: Callable[..., AppTest]) -> None:
    office.report()
    office.report(item="")
    seen = page("desk01", view="tickets", q=office.number)
    assert not seen.exception
    assert "1 to 1 of 1" in [one.value for one in seen.markdown]
    empty = page("desk01", view="tickets", q="9-9-9999")
    assert "2 tickets in all, 2 of them open." in alerts(empty)


def test_the_unit_masks_phones_and_keeps_them_from_the_auditor(
    office: Office, page: Callable[..., AppTest]
) -> None:
    office.report()
    seen = page("audit01", view="unit", u="5-1-1101")
    assert not seen.exception
    texts = " ".join(one.value for one in seen.text)
    assert "138****1000" in texts
    assert not seen.button
    shown = page("desk01", view="unit", u="5-1-1101")
    shown.button(key="phones").click()
    assert "13800001000" in " ".join(one.value for one in shown.run().text)


def test_unt_08_a_defect_is_noted_on_the_page_of_its_unit_and_taken_off_by_the_engineering_head(
    office: Office, page: Callable[..., AppTest]
) -> None:
    door = {"building": "16", "entrance": "4", "kind": "entry_door"}
    order(office.house, "unit.register", "door", by="desk01", unit="16-4", **door)
    office.house.worker.start()
    seen = page("tech01", view="unit", lang="zh", u="16-4")
    seen.text_input[0].input("门禁失灵")
    next(one for one in seen.button if one.label == "登记遗留问题").click()
    seen.run()
    assert "遗留问题：“门禁失灵”" in [one.value for one in seen.text]
    assert "单元门" in [one.value for one in seen.text]
    assert not {"住户", "未交付"} & {one.value for one in (*seen.text, *seen.subheader)}
    assert [one.label for one in seen.button] == ["登记遗留问题"]
    (known,) = known_defects(office.house.views, site="s1")
    assert (known.unit, [one.what for one in known.defects]) == ("16-4", ["门禁失灵"])
    head = page("head01", view="unit", u="16-4")
    head.button(key=f"unit.gone.{known.defects[0].number}").click()
    head.run()
    assert not head.exception
    assert known_defects(office.house.views, site="s1") == []


def test_phones_are_masked_to_their_head_and_tail() -> None:
    assert masked("13800001000") == "138****1000"
    assert masked("138 0000 1000") == "138****1000"
    assert masked("8888") == "**88"
    assert masked("") == ""


class AsSomebody:
    """Stands where the guard does: every request comes from one account."""

    def __init__(self, app: Any, account: str) -> None:
        self.app, self.account = app, account

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope[SCOPE_KEY] = Session("id", self.account, MORNING, MORNING, "", "")
        await self.app(scope, receive, send)


def get(office: Office, account: str, path: str) -> Any:
    somebody = Middleware(AsSomebody, account=account)  # pyright: ignore[reportArgumentType] - any ASGI class
    return TestClient(Starlette(routes=[slip_route(office.house)], middleware=[somebody])).get(path)


def test_the_slip_prints_for_those_who_work_with_it_only(office: Office) -> None:
    """FRM-01; the slip carries the customer's phone."""
    number = office.report()
    office.do("repair.fill_slip", "desk01", slip="0004187")
    printed = get(office, "desk01", f"/slip/s1/{number}.pdf")
    assert printed.status_code == 200
    assert printed.content.startswith(b"%PDF-")
    assert printed.headers["cache-control"] == "no-store"
    assert get(office, "audit01", f"/slip/s1/{number}.pdf").status_code == 403
    assert get(office, "nobody", f"/slip/s1/{number}.pdf").status_code == 403
    assert get(office, "desk01", f"/slip/s2/{number}.pdf").status_code == 403
    assert get(office, "desk01", "/slip/s1/R000000-009.pdf").status_code == 404


def test_a_slip_is_printed_only_once_it_is_filled(office: Office) -> None:
    number = office.report()
    assert get(office, "desk01", f"/slip/s1/{number}.pdf").status_code == 404


def test_money_times_and_moments_are_read_as_people_write_them() -> None:
    assert [cents(yuan) for yuan in (45.5, 0.015, 19.99)] == [4550, 2, 1999]
    assert time_of_day("9：32") == datetime(2026, 1, 1, 9, 32).time()  # noqa: DTZ001 - a time of day
    assert time_of_day("24:00") is None
    assert moment_of("57", ZH.zone) == 57
    assert moment_of("2026-11-22T09:03:00", ZH.zone) == datetime(2026, 11, 22, 1, 3, tzinfo=UTC)
    with pytest.raises(Refused, match="yesterday"):
        moment_of("yesterday", ZH.zone)


def test_what_the_profiles_copies_are_for_is_known_to_the_translators() -> None:
    uses = {copy.purpose for profile in profiles() for copy in profile.settings.copies}
    assert uses == set(USES)
