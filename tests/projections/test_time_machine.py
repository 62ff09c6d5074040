"""The auditor's comparison of two moments: what was not known, what was done, what ran over, and the day around it."""

from datetime import timedelta

import pytest

from domain.errors import Refused
from projections.audit.changes import DeskChanges, Pair, audit_desk
from projections.audit.desk import Streams, disagreeing
from projections.audit.lanes import Lanes, audit_lanes
from projections.audit.recordings import audit_day, standpoint
from projections.audit.shapes import Change
from projections.tickets.queue import queue
from tests.projections.office import MORNING, Office


def ms(minutes: float) -> int:
    """Unix milliseconds so many minutes after nine in the morning."""
    return round((MORNING + timedelta(minutes=minutes)).timestamp() * 1000)


def between(office: Office, then: float, axis: str = "recorded") -> DeskChanges:
    """The desk so many minutes after nine beside the desk of now."""
    office.projector.catch_up()
    asked = {"then": MORNING + timedelta(minutes=then), "axis": axis}
    return audit_desk(office.views, site="s1", **asked)  # pyright: ignore[reportArgumentType]


def pair(changes: DeskChanges, number: str) -> Pair:
    return next(one for one in changes.pairs if one.number == number)


def kinds(pair: Pair) -> set[tuple[str, str]]:
    return {(one.kind, one.what) for one in pair.changes}


def test_a_ticket_that_was_on_paper_then_is_not_known_and_tells_both_its_times(office: Office) -> None:
    known = office.take_repair("5-2-1203", "龙头漏水")
    office.later(minutes=60)
    late = office.take_repair("6-1-0302", "灯不亮", at=MORNING + timedelta(minutes=10))
    found = pair(between(office, 30), late)

    assert pair(between(office, 30), known).then is not None
    assert (found.then, found.now and found.now.place) == (None, "6-1-0302")
    assert (found.reported_at, found.recorded_at) == (ms(10), ms(60))
    (unknown,) = (one for one in found.changes if one.kind == "unknown")
    assert unknown == Change("unknown", "ticket.reported", ms(10), ms(60), 3000, "刘文员")


def test_a_ticket_that_came_later_is_new_and_not_unknown(office: Office) -> None:
    office.take_repair("5-2-1203", "龙头漏水")
    office.later(minutes=40)
    number = office.take_repair("6-1-0302", "门坏了")
    found = pair(between(office, 30), number)
    assert ("new", "ticket.reported") in kinds(found)
    assert not any(one.kind == "unknown" for one in found.changes)


def test_limits_kept_and_run_over_since_are_told_by_their_clocks(office: Office) -> None:
    first, second = office.take_repair("5-2-1203", "漏水"), office.take_repair("5-2-1204", "跳闸")
    office.later(minutes=1)
    office.do("repair.fill_slip", ticket=first)
    office.later(minutes=9)
    changes = between(office, 0.5)

    assert ("done", "fill_slip") in kinds(pair(changes, first))
    over = next(one for one in pair(changes, second).changes if one.what == "fill_slip")
    assert (over.kind, over.after, over.late_s) == ("breached", "red", 8 * 60)


def test_a_limit_told_as_over_that_had_been_kept_is_restated(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    other = office.take_repair("5-2-1204", "跳闸")
    office.later(minutes=20)
    office.do("repair.fill_slip", ticket=number, at=MORNING + timedelta(minutes=1))
    found = pair(between(office, 5), number)
    assert Change("restated", "fill_slip", before="red", after="met") in found.changes
    assert ("unknown", "repair.slip_filled") in kinds(found)
    assert kinds(pair(between(office, 5), other)) == set()


def test_told_as_it_really_was_the_paper_counts_and_nothing_is_unknown(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    office.later(minutes=20)
    office.do("repair.fill_slip", ticket=number, at=MORNING + timedelta(minutes=1))
    late = office.take_repair("6-1-0302", "灯不亮", at=MORNING + timedelta(minutes=2))
    changes = between(office, 5, "happened")

    then = pair(changes, number).then
    assert then is not None
    assert [clock.state for clock in then.clocks if clock.code == "fill_slip"] == ["met"]
    assert pair(changes, late).then is not None
    assert not any(one.kind in {"unknown", "restated"} for each in changes.pairs for one in each.changes)


def test_what_happened_after_a_later_moment_is_no_difference_as_of_it(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    office.later(minutes=10)
    office.do("repair.fill_slip", ticket=number)
    office.projector.catch_up()
    then, now = MORNING + timedelta(minutes=1), MORNING + timedelta(minutes=1, seconds=30)
    changes = audit_desk(office.views, site="s1", then=then, as_of=now)
    assert [one.changes for one in changes.pairs] == [[]]


def test_a_moment_is_not_compared_with_an_earlier_one(office: Office) -> None:
    office.take_repair("5-2-1203", "漏水")
    office.later(minutes=10)
    then = office.clock()
    office.projector.catch_up()
    with pytest.raises(Refused, match="comes after"):
        audit_desk(office.views, site="s1", then=then, as_of=MORNING + timedelta(minutes=9))
    assert audit_desk(office.views, site="s1", then=then).pairs[0].then is not None


def test_a_call_that_joined_a_ticket_and_one_that_ended_are_told(office: Office) -> None:
    first, second = office.take_repair("5-2-1203", "漏水"), office.take_repair("5-2-1204", "跳闸")
    office.later(minutes=5)
    office.do("ticket.urge", ticket=first)
    office.do("ticket.void", ticket=second, why="报错了")
    changes = between(office, 1)
    assert ("merged", "ticket.urged") in kinds(pair(changes, first))
    gone = pair(changes, second)
    assert (gone.ended, gone.ended_at) == ("voided", ms(5))
    assert gone.now is not None
    assert ("ended", "voided") in kinds(gone)


def test_the_check_by_replay_names_exactly_the_row_that_differs(office: Office) -> None:
    first, second = office.take_repair("5-2-1203", "漏水"), office.take_repair("5-2-1204", "跳闸")
    office.projector.catch_up()
    rows = queue(office.views, site="s1")
    assert disagreeing(office.views, rows, None, Streams(office.views)) == []
    office.do("repair.fill_slip", ticket=second)
    assert disagreeing(office.views, rows, None, Streams(office.views)) == [f"ticket:s1:{second}"]
    assert first != second


def test_a_day_counts_its_recordings_by_five_minutes_and_knows_its_neighbours(office: Office) -> None:
    before = audit_day(office.views, site="s1")
    office.later(minutes=7)
    office.take_repair("5-2-1203", "漏水")
    office.take_repair("5-2-1204", "跳闸")
    office.later(days=2)
    after = audit_day(office.views, site="s1", day=MORNING.date())

    at_nine = (MORNING.hour + 8) * 12
    assert after.counts[at_nine + 1] == 2
    assert after.counts[at_nine] == before.counts[at_nine] > 0
    assert after.total == before.total + 2
    empty = audit_day(office.views, site="s1")
    assert (empty.total, sum(empty.counts), empty.after) == (0, 0, None)
    assert empty.before is not None
    assert empty.before.at == MORNING + timedelta(minutes=7)
    assert [one.code for one in empty.landmarks] == ["slips_due"]


def test_a_day_as_of_a_moment_knows_nothing_later(office: Office) -> None:
    office.later(minutes=7)
    office.take_repair("5-2-1203", "漏水")
    whole = audit_day(office.views, site="s1")
    earlier = audit_day(office.views, site="s1", as_of=MORNING + timedelta(minutes=6))
    assert earlier.total == whole.total - 1


def test_a_step_goes_from_recording_to_recording_of_the_site(office: Office) -> None:
    office.later(minutes=1)
    office.take_repair("5-2-1203", "漏水")
    first = office.log.head()
    office.later(minutes=1)
    office.do("member.join", "boss", site="", account="new", name="新人", roles=[])
    office.later(minutes=1)
    office.take_repair("5-2-1204", "跳闸")
    last = office.log.head()

    stand = standpoint(office.views, "s1", MORNING + timedelta(minutes=2, seconds=30))
    assert stand.position == last - 1
    assert (stand.previous and stand.previous.position, stand.next and stand.next.position) == (first, last)
    assert stand.next is not None
    there = standpoint(office.views, "s1", stand.next.at)
    assert (there.position, there.next) == (last, None)
    assert there.previous == stand.previous
    assert there.recorded == stand.recorded + 1


def lanes(office: Office, minutes: float) -> Lanes:
    office.projector.catch_up()
    return audit_lanes(office.views, site="s1", at=MORNING + timedelta(minutes=minutes))


def test_lanes_tell_tickets_units_people_and_the_rules_in_force(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    for verb, who in (("fill_slip", "desk"), ("notify_engineering", "desk"), ("receive_slip", "head")):
        office.do(f"repair.{verb}", who, ticket=number)
    office.do("repair.dispatch", "head", ticket=number, technicians=["chen"])
    office.later(minutes=4)
    office.do("ticket.set_out", "chen", ticket=number)
    office.later(minutes=30)
    office.do("ticket.arrive", "chen", ticket=number, at=MORNING + timedelta(minutes=6))
    found = {one.kind: one for one in lanes(office, 5).lanes}

    assert {kind: one.key for kind, one in found.items()} == {
        "ticket": number,
        "unit": "5-2-1203",
        "person": "chen",
        "rule": "",
    }
    assert [line.fact for line in found["person"].lines] == ["ticket.set_out", "ticket.arrived"]
    assert (found["person"].name, found["rule"].name) == ("陈师傅", "COMMUNITY@1")
    assert [line.fact for line in found["unit"].lines][-1] == "ticket.arrived"
    assert found["ticket"].lines[-1].recorded_late_s == 28 * 60


@pytest.mark.parametrize("minutes", [60 * 24 * 30, -60 * 24 * 30])
def test_far_from_everything_only_the_rules_have_a_lane(office: Office, minutes: float) -> None:
    office.take_repair("5-2-1203", "漏水")
    assert [one.kind for one in lanes(office, minutes).lanes] in (["rule"], [])
