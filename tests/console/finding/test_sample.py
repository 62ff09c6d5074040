"""A sample that anybody can draw again, and what deviates, each reason counted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from domain.errors import Refused
from projections.audit.deviations import Deviation, ranking
from projections.audit.sample import sample
from projections.tickets.queue import queue
from tests.console.houses import order
from tests.console.ticketpage.office import Office


def four(office: Office) -> list[str]:
    """Three repairs and a question, a minute apart."""
    numbers = []
    for _ in range(3):
        office.clock.now += timedelta(minutes=1)
        numbers.append(office.report())
    office.clock.now += timedelta(minutes=1)
    done = order(office.house, "help.report", "ask", by="desk01", matter="几点开门", help_class="enquiry")
    office.house.projector.catch_up()
    return [*numbers, str(done.results["ticket"])]


def drawn(office: Office, **asked: Any) -> list[str]:
    return [one.number for one in sample(office.house.views, site="s1", **asked).rows]


def by_hash(seed: str, numbers: list[str]) -> list[str]:
    return sorted(numbers, key=lambda number: sha256(f"{seed}|{number}".encode()).hexdigest())


@pytest.mark.parametrize("seed", ["a", "b", "17"])
def test_a_sample_is_the_first_by_the_hash_of_its_seed(office: Office, seed: str) -> None:
    numbers = four(office)
    assert drawn(office, seed=seed) == by_hash(seed, numbers)
    assert drawn(office, seed=seed, size=2) == by_hash(seed, numbers)[:2]
    assert drawn(office, seed=seed, kind="repair") == by_hash(seed, numbers[:3])
    half = office.clock.now - timedelta(minutes=2)
    assert drawn(office, seed=seed, since=half) == by_hash(seed, numbers[1:])
    assert drawn(office, seed=seed, until=half) == by_hash(seed, numbers[:1])


def test_the_same_position_draws_the_same_sample_whatever_came_since(office: Office) -> None:
    numbers = four(office)
    first = sample(office.house.views, site="s1", seed="x")
    assert (first.population, first.position) == (4, office.house.log.head())
    for _ in range(5):
        office.report()
    again = sample(office.house.views, site="s1", seed="x", as_of=first.position)
    assert [one.number for one in again.rows] == by_hash("x", numbers)
    assert sample(office.house.views, site="s1", seed="x").population == 9


def test_the_page_draws_with_a_seed_of_its_own_and_keeps_it_in_the_address(
    office: Office, page: Callable[..., str]
) -> None:
    numbers = four(office)
    assert "No sample yet." in page("audit", panel="sample")
    said = page("audit", panel="sample", seed="a", as_of=str(office.house.log.head()))
    assert "4 of 4 tickets drawn" in said
    assert all(number in said for number in numbers)
    assert said.index(by_hash("a", numbers)[0]) < said.index(by_hash("a", numbers)[1])
    new = page("audit", panel="sample", draw="1")
    assert "4 of 4 tickets drawn" in new


def test_an_empty_period_says_so(office: Office, page: Callable[..., str]) -> None:
    four(office)
    assert "There was nothing to draw from." in page("audit", panel="sample", seed="a", until="2020-01-01")


def test_what_went_by_the_book_has_no_deviation(office: Office) -> None:
    office.report()
    office.do("repair.fill_slip", "desk01")
    assert ranking(office.house.views, site="s1").rows == []


def test_each_deviation_is_counted_under_its_reason(office: Office) -> None:
    number = office.report()
    office.to_site()
    at = office.clock.now - timedelta(minutes=1)
    office.do("ticket.set_out", "desk01", doer="tech01", at=at.isoformat())
    office.do("ticket.urge", "desk01")
    office.do("ticket.rebook", "desk01", booked_for=(office.clock.now + timedelta(hours=3)).isoformat())
    office.report()
    office.do("ticket.void", "desk01", why="重复")
    told = ranking(office.house.views, site="s1")
    assert [(one.number[-3:], one.total) for one in told.rows] == [(number[-3:], 3), ("002", 1)]
    assert told.rows[0].counts == {"filled": 1, "urged": 1, "rebooked": 1}
    assert told.rows[1].counts == {"voided": 1}
    assert told.counts == {"filled": 1, "urged": 1, "rebooked": 1, "voided": 1}
    only = ranking(office.house.views, site="s1", by="voided")
    assert [one.number[-3:] for one in only.rows] == ["002"]
    assert ranking(office.house.views, site="s1", kind="complaint").tickets == 0


def test_a_step_that_was_passed_is_missing_until_it_is_filled_in_later(office: Office) -> None:
    office.report()
    office.do("repair.fill_slip", "desk01")
    between = (office.clock.now + timedelta(seconds=30)).isoformat()
    office.do("repair.dispatch", "head01", technicians=["tech01"])
    (one,) = ranking(office.house.views, site="s1").rows
    assert one.counts == {"missing": 2}
    office.do("repair.notify_engineering", "desk01", at=between)
    office.do("repair.receive_slip", "head01", at=between)
    office.do("repair.dispatch", "head01", technicians=["tech01"])
    (one,) = ranking(office.house.views, site="s1").rows
    assert one.counts == {"filled": 2}
    office.do("repair.dispatch", "head01", technicians=["head01"])
    (one,) = ranking(office.house.views, site="s1").rows
    assert one.counts == {"filled": 2, "reassigned": 1}


def test_the_ranking_is_that_of_then_as_of_a_moment(office: Office) -> None:
    office.report()
    office.do("ticket.urge", "desk01")
    before = office.house.log.head()
    office.do("ticket.urge", "desk01")
    assert [one.total for one in ranking(office.house.views, site="s1").rows] == [2]
    assert [one.total for one in ranking(office.house.views, site="s1", as_of=before).rows] == [1]
    assert ranking(office.house.views, site="s1", as_of=before - 1).rows == []


def test_an_open_ticket_beyond_its_limit_is_in_the_list_with_what_it_missed_so_far(office: Office) -> None:
    number = office.report()
    office.do("ticket.urge", "desk01")
    urged = office.clock.now
    assert [one.counts for one in ranked(office)] == [{"urged": 1}]
    office.clock.now += timedelta(hours=15)
    (one,) = ranked(office, by="late")
    clocks = queue(office.house.views, site="s1")[0].clocks
    due = [clock.due_at for clock in clocks if clock.due_at and clock.state == "running"]
    overdue = [int(office.clock.now.timestamp()) - at // 1000 for at in due]
    missed = [seconds for seconds in overdue if seconds > 0]
    assert len(missed) >= 1
    assert (one.number, one.is_open, one.late_s) == (number, True, max(missed))
    assert one.counts == {"urged": 1, "late": len(missed)}
    assert ranking(office.house.views, site="s1").counts == one.counts
    assert ranked(office, by="voided") == []
    assert ranked(office, kind="help") == []
    assert ranked(office, since=office.clock.now) == []
    assert [(one.counts, one.late_s) for one in ranked(office, as_of=urged)] == [({"urged": 1}, 0)]


def test_a_limit_is_missed_from_the_second_after_it_was_due(office: Office) -> None:
    office.report()
    due_at = queue(office.house.views, site="s1")[0].due_at
    assert due_at is not None
    due = datetime.fromtimestamp(due_at / 1000, UTC)
    assert ranked(office, as_of=due) == []
    assert [one.late_s for one in ranked(office, as_of=due + timedelta(seconds=1))] == [1]
    office.clock.now = due + timedelta(seconds=1)
    assert ranked(office, as_of=due) == []
    assert len(ranked(office)) == 1


def test_open_and_ended_tickets_stand_in_one_order_on_every_page(office: Office) -> None:
    for times in (3, 1, 4, 0, 2):
        office.report()
        for _ in range(times):
            office.do("ticket.urge", "desk01")
        if times % 2:
            office.do("ticket.void", "desk01", why="重复")
    office.clock.now += timedelta(hours=15)
    whole = ranked(office, limit=200)
    assert [one.is_open for one in whole].count(True) == 3
    assert sorted(whole, key=lambda one: (-one.total, -one.reported_at)) == whole
    assert len({one.number for one in whole}) == 5
    for size in (1, 2, 3):
        pages = [one for offset in range(0, 5, size) for one in ranked(office, limit=size, offset=offset)]
        assert pages == whole
    assert ranking(office.house.views, site="s1").tickets == 5


def test_the_page_marks_what_is_still_open_and_how_late_it_is(
    office: Office, page: Callable[..., str]
) -> None:
    office.report()
    office.do("ticket.urge", "desk01")
    assert "still open" in page("audit", panel="rank")
    office.clock.now += timedelta(hours=15)
    (one,) = ranked(office)
    said = page("audit", panel="rank", by="late")
    assert f"limits missed × {one.counts['late']}" in said
    assert "still open, " in said
    assert "over so far" in said
    assert "仍未结，至今已超" in page("audit", lang="zh", panel="rank")


def ranked(office: Office, **asked: Any) -> list[Deviation]:
    return ranking(office.house.views, site="s1", **asked).rows


def test_the_page_names_the_reasons_with_their_counts(office: Office, page: Callable[..., str]) -> None:
    office.report()
    assert "Nothing deviates." in page("audit", panel="rank")
    office.do("ticket.urge", "desk01")
    office.do("ticket.urge", "desk01")
    said = page("audit", panel="rank", by="urged")
    assert "urged by the customer × 2" in said
    assert "went otherwise than planned" in said
    assert "用户催促 × 2" in page("audit", lang="zh", panel="rank")


def test_a_long_ranking_is_turned_page_by_page(
    office: Office, page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.audit.ranking.PAGE_ROWS", 1)
    for _ in range(2):
        office.report()
        office.do("ticket.urge", "desk01")
    first = page("audit", panel="rank")
    assert "Page 1 of 2" in first
    assert "page=2" in first
    assert "Page 2 of 2" in page("audit", panel="rank", page="2")


def refused(office: Office, id: str, **arguments: Any) -> None:
    given = {
        "id": id,
        "site": "s1",
        "by": "audit01",
        "do": "ticket.void",
        "ticket": "R1",
        "why": "秘密",
        **arguments,
    }
    with pytest.raises(Refused):
        office.house.door().submit(given)


def test_a_command_that_is_refused_again_and_again_is_counted_without_its_content(
    office: Office, page: Callable[..., str]
) -> None:
    for place in range(3):
        refused(office, f"try {place}")
    refused(office, "once", by="desk01")
    (one,) = office.house.access.refusals.most(["s1"])
    assert (one.account, one.command, one.count, one.days) == ("audit01", "ticket.void", 3, 1)
    assert len(office.house.access.refusals.most(["s1"], at_least=1)) == 2
    assert office.house.access.refusals.most(["s2"]) == []
    assert office.house.access.refusals.most(["s1"], since="2999-01-01") == []
    said = page("audit", panel="refused")
    assert "Shi Jian · audit01" in said
    assert "秘密" not in said


def test_checks_accepted_commands_and_the_simulation_are_not_counted(office: Office) -> None:
    office.report()
    given = {"id": "x", "site": "s1", "by": "audit01", "do": "ticket.void", "ticket": "R1", "why": "x"}
    with pytest.raises(Refused):
        office.house.door().submit(given, check=True)
    with pytest.raises(Refused):
        office.house.door("simulation").submit(given)
    assert office.house.access.refusals.most(["s1"], at_least=1) == []


def test_what_is_no_command_is_counted_without_its_name(office: Office) -> None:
    refused(office, "x", do="my password 123")
    assert [one.command for one in office.house.access.refusals.most(["s1"], at_least=1)] == ["?"]
