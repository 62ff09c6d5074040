"""The one door: a command counts once, a stale page does not decide, and nobody's step is lost in a race."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from domain.company import Company
from domain.errors import ChangedMeanwhile, Refused, Unknown
from domain.tickets.ticket import Ticket
from tests.domain.doorway import CALLER, Doorway, said


def test_the_same_command_sent_again_returns_its_first_outcome_and_writes_nothing(site: Doorway) -> None:
    other = site.repair()
    given = site.order("repair.report", unit="5-2-1203", caller=CALLER, matter="漏水", item="T01")
    first = site.door.submit(given)
    site.repair()
    before = (site.log.head(), site.log.register_mark())
    again = site.door.submit(given)
    assert (site.log.head(), site.log.register_mark()) == before
    assert (first.repeated, again.repeated) == (False, True)
    assert (again.position, again.streams, again.events) == (first.position, first.streams, 1)
    assert again.results == first.results == {"ticket": "R260312-002"}
    assert other == "R260312-001"


def test_a_repeated_command_tells_the_run_and_the_edition_it_gave(site: Doorway) -> None:
    begin = site.order("import.begin", "boss", source="ledger.csv", digest="00")
    item = {"code": "T02", "name": "换角阀", "unit": "个", "price_cents": 2500}
    publish = site.order("tariff.publish", "boss", items=[item], since="2026-03-01")
    assert [site.door.submit(begin).results for _ in range(2)] == [{"run": "1"}] * 2
    assert [site.door.submit(publish).results for _ in range(2)] == [{"version": 2}] * 2


def test_the_same_id_with_other_content_is_refused(site: Doorway) -> None:
    given = site.order("help.report", matter="问路")
    site.door.submit(given)
    for change in ({"matter": "问楼"}, {"by": "duty"}, {"channel": "phone"}, {"do": "repair.report"}):
        (told,) = said(site.refusal({**given, **change}))
        assert "was used for another command" in told


def test_a_refusal_is_not_remembered(site: Doorway) -> None:
    number = site.repair()
    given = site.order("repair.receive_slip", "head", ticket=number)
    site.refusal(given)
    site.work(number, "repair.notify_engineering")
    assert not site.door.submit(given).repeated


def test_an_accepted_command_that_changed_nothing_may_be_sent_again(site: Doorway) -> None:
    given = site.order("member.join", "boss", account="desk", name="员工desk")
    assert [site.door.submit(given).events for _ in range(2)] == [0, 0]


def test_a_check_writes_nothing_and_refuses_what_the_command_would_be_refused_for(site: Doorway) -> None:
    before = (site.log.head(), site.log.register_mark())
    given = site.order("help.report", matter="问路")
    assert site.door.submit(given, check=True).results == {"ticket": "H260312-001"}
    assert (site.log.head(), site.log.register_mark()) == before
    with pytest.raises(Refused):
        site.door.submit(site.order("help.report", "fin", matter="问路"), check=True)
    assert not site.door.submit(given).repeated


def test_a_page_drawn_before_a_change_does_not_decide(site: Doorway) -> None:
    number = site.repair()
    seen = site.ticket(number).version
    site.do("repair.fill_slip", ticket=number, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        site.do("repair.notify_engineering", ticket=number, seen=seen)
    site.do("repair.notify_engineering", ticket=number, seen=seen + 1)
    assert site.ticket(number).stage == "notified"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"do": "ticket.explode"}, "There is no command “ticket.explode”."),
        ({"do": ...}, "“do” is missing."),
        ({"ticket": "R260312-999"}, "There is no ticket R260312-999"),
        ({"ticket": "R260312-001", "site": "s2", "by": "far"}, "There is no ticket R260312-001"),
        ({"site": "s9", "by": "roams"}, "There is no ticket"),
        (
            {"do": "help.report", "ticket": ..., "matter": "x", "site": "s9", "by": "roams"},
            "There is no site “s9”",
        ),
        (
            {"do": "help.report", "ticket": ..., "matter": "x", "unit": "9-9-9999"},
            "There is no unit “9-9-9999”",
        ),
        ({"do": "ticket.assign", "to": ["nobody"]}, "Nobody here has the account “nobody”"),
        ({"do": "repair.dispatch", "by": "head", "technicians": ["nobody"]}, "account “nobody”"),
        ({"do": "help.report", "ticket": ..., "matter": "x", "first_receiver": "nobody"}, "account “nobody”"),
    ],
)
def test_what_is_not_known_is_named(site: Doorway, given: dict[str, Any], told: str) -> None:
    number = site.repair()
    whole = {"do": "repair.fill_slip", "ticket": number, **given}
    refused = site.refusal(site.order(**whole))
    assert isinstance(refused, Unknown)
    assert told in said(refused)[0]


def test_a_store_without_a_company_takes_no_command_but_its_founding(tmp_path: Any) -> None:
    empty = Doorway(tmp_path)
    assert "belongs to no company yet" in empty.refused("help.report", matter="x")[0]
    boss = {"account": "boss", "name": "王经理"}
    played = empty.refused("company.found", "boss", site="", name="演示", administrator=boss, demo=True)
    assert "no demo is played into it" in played[0]
    empty.do("company.found", "boss", site="", name="一号物业", administrator=boss)
    assert empty.log.get(Company, "company").name == "一号物业"
    twice = empty.refused("company.found", "boss", site="", name="二号物业", administrator=boss)
    assert "already belongs to 一号物业" in twice[0]
    empty.close()


def side_by_side(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What ``count`` threads get that begin at the same moment; a refusal is what it got."""
    start = Barrier(count)

    def run(place: int) -> Any:
        start.wait()
        try:
            return act(place)
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_two_who_take_the_same_step_at_once_are_told_apart(site: Doorway) -> None:
    for _ in range(10):
        number = site.repair()
        orders = [site.order("repair.fill_slip", ticket=number, slip=f"slip-{place}") for place in range(2)]
        one, two = side_by_side(2, lambda place, orders=orders: site.door.submit(orders[place]))
        assert isinstance(one, Refused) != isinstance(two, Refused)
        lost = one if isinstance(one, Refused) else two
        assert "already on record" in said(lost)[0]
        assert len([one for one in site.ticket(number).round.taken if one.code == "slip_filled"]) == 1


def test_the_same_command_from_two_hands_at_once_is_carried_out_once(site: Doorway) -> None:
    for _ in range(10):
        given = site.order("help.report", matter="问路")
        outcomes = side_by_side(2, lambda _, given=given: site.door.submit(given))
        assert sorted(one.repeated for one in outcomes) == [False, True]
        assert outcomes[0].results == outcomes[1].results


def test_eight_calls_at_once_get_eight_numbers_in_a_row(site: Doorway) -> None:
    for _ in range(5):
        orders = [site.order("help.report", matter=f"来电 {place}") for place in range(8)]
        outcomes = side_by_side(8, lambda place, orders=orders: site.door.submit(orders[place]))
        assert not [one for one in outcomes if isinstance(one, Refused)]
    numbers = [stream.originator_id for stream in site.log.search(name="ticket.reported")]  # pyright: ignore[reportAttributeAccessIssue]
    assert numbers == [f"ticket:s1:H260312-{place:03}" for place in range(1, 41)]
    assert all(site.log.get(Ticket, stream).version == 1 for stream in numbers)


def test_imports_begun_at_once_get_runs_of_their_own(site: Doorway) -> None:
    orders = [site.order("import.begin", "boss", source=f"{place}.csv", digest="00") for place in range(4)]
    outcomes = side_by_side(4, lambda place: site.door.submit(orders[place]))
    assert sorted(one.results["run"] for one in outcomes) == ["1", "2", "3", "4"]


def test_the_thousandth_number_of_a_day_follows_the_nine_hundred_ninety_ninth(site: Doorway) -> None:
    run = site.do("import.begin", "boss", source="ledger.csv", digest="00").results["run"]
    ends = site.now.isoformat()
    for place, number in enumerate(("H260312-998", "H260312-old", "H260312-")):
        line = {"line": 1, "at": "2026-01-01T00:00:00Z", "key": f"k{place}", "means": "done"}
        ledger = {
            "run": run,
            "number": number,
            "source": "ledger.csv",
            "ledger_ends_at": ends,
            "lines": [line],
        }
        site.do("ticket.adopt", "boss", **ledger)
    given = [str(site.do("help.report", matter="来电").results["ticket"]) for _ in range(3)]
    assert given == ["H260312-999", "H260312-1000", "H260312-1001"]


def test_numbers_count_by_kind_and_by_the_day_of_the_site(site: Doorway) -> None:
    site.now = site.now.replace(day=12, hour=15, minute=59, second=59)
    before = [site.repair(), site.do("help.report", matter="来电").results["ticket"]]
    site.later(seconds=1)
    assert [*before, site.repair()] == ["R260312-001", "H260312-001", "R260313-001"]
    late = site.do("help.report", matter="迟记", at="2026-03-12T23:00:00+08:00")
    assert late.results["ticket"] == "H260312-002"


def test_order_is_judged_by_what_happened_and_a_step_recorded_late_fills_its_gap(site: Doorway) -> None:
    number = site.repair()
    site.later(minutes=10)
    site.do("repair.notify_engineering", ticket=number, at="2026-03-12T09:02:40+08:00")
    assert site.ticket(number).gaps == ["slip_filled"]
    late = site.refused("repair.fill_slip", ticket=number, at="2026-03-12T09:02:41+08:00")
    assert "cannot come after" in late[0]
    site.do("repair.fill_slip", ticket=number, at="2026-03-12T09:01:50.900+08:00")
    (*_, event) = site.log.stream(f"ticket:s1:{number}")
    assert event.happened_at.isoformat() == "2026-03-12T01:01:50+00:00"
    assert event.recorded_at == site.now
    assert site.ticket(number).gaps == []
