"""The demo estate is believable, the same each time, and gives way to people."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from domain.company import COMPANY, Company
from domain.errors import Refused
from domain.tickets.facts import HelpClass, SetOut
from domain.tickets.repair_facts import RefusalSignedByTechnician, Signed
from domain.tickets.ticket import Ticket
from domain.units import Unit
from seed.demo import THROUGH, Estate, Figures, summary
from tests.seed.stage import NOW, Stage, played_once, small

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module", params=[20261122, pytest.param(11, marks=pytest.mark.whole)])
def two_months(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    estate = Estate.ending_at(NOW, request.param, homes=600)
    stage = played_once(tmp_path_factory, f"demo-{request.param}", Stage, estate)
    yield stage
    stage.log.close()


@pytest.fixture(scope="module")
def figures(two_months: Stage) -> Figures:
    return summary(two_months.log, NOW)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path, small())
    yield stage
    stage.log.close()


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "twin", small())
    yield stage
    stage.log.close()


def test_tickets_come_as_often_as_on_a_real_estate(figures: Figures) -> None:
    assert figures.homes == 600
    assert 8 <= figures.monthly_per_100_homes <= 14


def test_a_tenth_to_a_fifth_of_the_tickets_wait_for_a_customer(figures: Figures) -> None:
    assert 10 <= figures.waiting_pct <= 20


def test_a_few_clocks_are_breached(figures: Figures) -> None:
    assert 5 <= figures.breached_pct <= 12


def test_a_few_tickets_are_reopened(figures: Figures) -> None:
    assert 3 <= figures.reopened_pct <= 6


def test_about_every_seventh_fact_is_recorded_more_than_ten_minutes_late(figures: Figures) -> None:
    assert 12 <= figures.recorded_late_pct <= 18


def test_every_fifth_call_is_for_help(figures: Figures) -> None:
    assert 15 <= figures.help_pct <= 25


def test_there_are_two_rush_hours_and_quiet_nights(figures: Figures) -> None:
    per_hour = figures.by_hour
    day = sum(per_hour[7:22]) / 15
    assert sum(per_hour[8:10]) / 2 > 1.4 * day
    assert sum(per_hour[18:20]) / 2 > 1.4 * day
    assert sum((*per_hour[22:], *per_hour[:7])) / 9 < 0.3 * day


def test_days_off_are_quieter_than_working_days(two_months: Stage) -> None:
    days = [ticket.rounds[0].since.astimezone(ticket.zone).weekday() for ticket in two_months.tickets()]
    assert sum(day >= 5 for day in days) / 2 < 0.85 * sum(day < 5 for day in days) / 5


def test_lives_are_complete(two_months: Stage) -> None:
    tickets = two_months.tickets()
    ended = {code for ticket in tickets for code in ticket.steps}
    assert {"billed", "visited", "closed", "declined", "decline_filed", "voided", "urged"} <= ended
    assert {ticket.report.help_class for ticket in tickets if ticket.report} >= set(HelpClass) - {
        HelpClass.MEDICAL,
        HelpClass.CRIME,
        HelpClass.DISASTER,
    }


def test_no_step_is_left_out_but_the_bill_that_a_visit_may_overtake(two_months: Stage) -> None:
    """TRN-16: a visit may come at any time after the signature."""
    gaps = {gap for ticket in two_months.tickets() for gap in ticket.gaps}
    assert gaps <= {"at_finance", "billed"}


def test_a_technician_is_in_one_place_at_a_time(two_months: Stage) -> None:
    away: dict[str, list[tuple[datetime, datetime]]] = {}
    left: dict[tuple[str, str], datetime] = {}
    for event in sorted(two_months.events(), key=lambda event: event.happened_at):
        key = event.doer, event.originator_id
        if isinstance(event.fact, SetOut):
            left[key] = event.happened_at
        elif isinstance(event.fact, Signed | RefusalSignedByTechnician):
            away.setdefault(event.doer, []).append((left.pop(key), event.happened_at))
    assert len(away) == 8
    for visits in away.values():
        visits.sort()
        assert all(back <= out for (_, back), (out, _) in pairwise(visits))


def test_the_three_counts_of_households_differ(two_months: Stage) -> None:
    """UNT-02."""
    streams = {
        event.originator_id for event in two_months.events() if event.originator_id.startswith("unit:")
    }
    units = [two_months.log.get(Unit, stream) for stream in streams]
    handed_over = sum(unit.is_household for unit in units)
    lived_in = sum(unit.is_lived_in for unit in units)
    resident = sum(unit.permanently_resident for unit in units)
    assert 600 > handed_over > lived_in > resident > 300


def test_both_times_of_the_history_are_meaningful(two_months: Stage) -> None:
    events = two_months.events()
    stamps = [event.recorded_at for event in events if event.recorded_at]
    assert stamps == sorted(stamps)
    assert stamps[-1] <= NOW
    assert all(event.recorded_at and event.happened_at <= event.recorded_at for event in events)
    assert {event.through for event in events} == {THROUGH}


def test_two_stores_of_one_seed_are_equal(stage: Stage, twin: Stage) -> None:
    stage.play(NOW)
    twin.play(NOW)
    assert stage.events() == twin.events()
    assert stage.register() == twin.register()


def test_another_seed_tells_another_history(stage: Stage) -> None:
    other = small(seed=6)
    assert [planned.at for planned in other.plan] != [planned.at for planned in stage.estate.plan]


def test_hour_by_hour_equals_at_once(stage: Stage, twin: Stage) -> None:
    stage.play(NOW)
    for hour in range(1, 7):
        stage.play(NOW + hour * HOUR)
    twin.play(NOW + 6 * HOUR)
    assert len(stage.events()) > 0
    assert stage.events() == twin.events()
    assert stage.register() == twin.register()


def test_a_history_meant_longer_begins_like_a_shorter_one(stage: Stage) -> None:
    longer = Estate(stage.estate.seed, stage.estate.epoch, homes=300, days=40)
    until = stage.estate.epoch + timedelta(days=30)
    assert [planned for planned in longer.plan if planned.recorded < until] == [
        planned for planned in stage.estate.plan if planned.recorded < until
    ]


def test_a_play_that_was_broken_off_goes_on_where_it_stopped(stage: Stage, twin: Stage) -> None:
    def stop(done: int, days: int) -> None:
        if done == days // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stage.play(NOW, stop)
    stage.play(NOW)
    twin.play(NOW)
    assert stage.events() == twin.events()


def test_nothing_is_played_twice(stage: Stage) -> None:
    stage.play(NOW)
    head = stage.log.head()
    assert stage.play(NOW).commands == 0
    assert stage.log.head() == head


def test_progress_is_told_day_by_day(stage: Stage) -> None:
    told: list[tuple[int, int]] = []
    stage.play(NOW, lambda done, days: told.append((done, days)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) >= 20
    assert told[-1] == (20, 20)


def test_a_ticket_that_a_person_touched_is_left_alone(stage: Stage) -> None:
    stage.play(NOW)
    touched, other = [ticket for ticket in stage.tickets() if ticket.stage == "at_finance"][:2]
    stage.person("ticket.remark", "zhiban01", ticket=touched.number, what="业主来电，改为线上缴费")
    stage.wall = NOW + timedelta(days=14)
    played = stage.play(stage.wall)
    assert len(played.touched) == 1
    assert not played.refused
    assert stage.log.stream(touched.id)[-1].through == "console"
    assert stage.log.get(Ticket, touched.id).is_open
    assert not stage.log.get(Ticket, other.id).is_open


def test_a_ticket_that_a_person_took_stands_between_those_of_the_estate(stage: Stage) -> None:
    stage.play(NOW)
    stage.person(
        "help.report", "zhiban01", matter="想问停车收费", caller={"name": "来访者", "phone": "138 0000 9999"}
    )
    stage.wall = NOW + timedelta(days=2)
    played = stage.play(stage.wall)
    assert not played.refused
    assert not played.touched
    numbers = [ticket.number for ticket in stage.tickets()]
    assert len(numbers) == len(set(numbers))
    assert {event.through for event in stage.events()} == {THROUGH, "console"}


def test_what_people_forbid_the_estate_is_told_and_left_out(stage: Stage) -> None:
    stage.play(NOW)
    stage.wall = NOW + HOUR
    short = [{"code": "X-1", "name": "上门服务", "unit": "次", "price_cents": 3000}]
    stage.person("tariff.publish", "guanli01", items=short, since="2026-11-20")
    stage.wall = NOW + timedelta(days=3)
    played = stage.play(stage.wall)
    assert played.refused
    assert stage.play(stage.wall).commands == 0


def test_a_store_of_another_estate_is_refused(stage: Stage) -> None:
    stage.play(NOW - timedelta(days=19))
    stage.estate = small(seed=6)
    with pytest.raises(Refused):
        stage.play(NOW)


def test_the_first_event_names_the_estate(stage: Stage) -> None:
    stage.play(NOW - timedelta(days=19))
    company = stage.log.get(Company, COMPANY)
    assert company.demo
    again = Estate.of(company, homes=300, days=20)
    assert again is not None
    assert again.plan == stage.estate.plan


def test_only_the_playing_thread_reads_the_played_time(stage: Stage) -> None:
    seen: list[datetime] = []
    with stage.clock.playing() as set_time:
        set_time(NOW - HOUR)
        reader = Thread(target=lambda: seen.append(stage.clock()))
        reader.start()
        reader.join()
        assert stage.clock() == NOW - HOUR
    assert seen == [NOW]
    assert stage.clock() == NOW


@pytest.mark.slow
@pytest.mark.whole
def test_a_whole_estate_is_as_busy_as_a_part_of_it_and_an_hour_more_is_little(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Estate.ending_at(NOW, 7))
    assert stage.play(NOW).commands > 6000
    assert stage.play(NOW + HOUR).commands < 60
    figures = summary(stage.log, NOW + HOUR)
    assert figures.homes == 1200
    assert 8 <= figures.monthly_per_100_homes <= 14
    assert figures.open_now >= 25
    stage.log.close()
