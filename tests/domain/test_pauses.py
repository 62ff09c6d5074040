"""Pauses: which waiting moves the due instant, and by how much."""

from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import Pause, Verdict, run
from domain.policy import (
    Elapsed,
    PauseReason,
    WorkingDays,
)
from tests.domain.clock_cases import PAUSES, PLAIN, SECOND, SHANGHAI, at, limit, started, told, waiting


def test_a_pause_moves_the_due_instant_by_its_length() -> None:
    pause = waiting("2026-03-12 09:03", "2026-03-12 09:08")
    clock = started(Elapsed(600), "2026-03-12 09:00", None, pause)
    assert clock.due_at == at("2026-03-12 09:15")
    assert clock.verdict(at("2026-03-12 09:15")) == Verdict("soon", left_s=0, used_s=600)
    assert clock.verdict(at("2026-03-12 09:15:01")) == Verdict("red", over_s=1, used_s=601)


def test_an_open_pause_freezes_what_is_left() -> None:
    clock = started(Elapsed(600), "2026-03-12 09:00", None, waiting("2026-03-12 09:04", None))
    frozen = Verdict("paused", left_s=360, used_s=240)
    assert clock.verdict(at("2026-03-12 09:05")) == frozen
    assert clock.verdict(at("2026-03-12 23:00")) == frozen
    assert told(clock, "2026-03-12 23:00")[-2:] == [
        ("−", "Stands still since: waiting for the customer", "03-12 09:04:00"),
        ("=", "Left when it goes on", "0:06:00"),
    ]


def test_a_pause_counts_up_to_the_due_instant_and_what_is_late_stays_late() -> None:
    at_due = started(Elapsed(600), "2026-03-12 09:00", None, waiting("2026-03-12 09:10:00", None))
    assert at_due.verdict(at("2026-03-12 11:00")).state == "paused"
    after = started(Elapsed(600), "2026-03-12 09:00", None, waiting("2026-03-12 09:10:01", None))
    assert after.verdict(at("2026-03-12 09:10:11")) == Verdict("red", over_s=11, used_s=611)


def test_pauses_that_overlap_or_lie_outside_count_once_and_only_inside() -> None:
    clock = started(
        Elapsed(600),
        "2026-03-12 09:00",
        "2026-03-12 09:20",
        waiting("2026-03-12 08:50", "2026-03-12 09:01"),  # one minute inside
        waiting("2026-03-12 09:02", "2026-03-12 09:06"),  # four
        waiting("2026-03-12 09:03", "2026-03-12 09:05"),  # inside the one before
        waiting("2026-03-12 09:04", "2026-03-12 09:07"),  # one more
        waiting("2026-03-12 09:08", "2026-03-12 09:08"),  # none
        waiting("2026-03-12 09:09", "2026-03-12 09:12", "material"),  # not a reason of this limit
    )
    assert clock.due_at == at("2026-03-12 09:16")
    assert clock.verdict(at("2026-03-12 10:00")) == Verdict("late", over_s=240, used_s=14 * 60)


def test_an_arrival_ends_the_pause_that_was_still_open() -> None:
    clock = started(Elapsed(600), "2026-03-12 09:00", "2026-03-12 09:30", waiting("2026-03-12 09:05", None))
    assert clock.open_pause is None
    assert clock.verdict(at("2026-03-12 10:00")) == Verdict("met", left_s=300, used_s=300)


def test_only_a_limit_in_minutes_is_paused() -> None:
    pause = waiting("2026-03-06 17:00", "2026-03-10 17:00")
    clock = started(WorkingDays(1), "2026-03-06 16:40", None, pause)
    assert clock.due_at == at("2026-03-09 23:59:59")
    assert clock.pauses == ()


@given(gaps=PAUSES, limit_s=st.integers(60, 3000), now_s=st.integers(0, 8000))
def test_pauses_that_have_ended_move_the_due_instant_exactly_by_the_seconds_they_cover(
    gaps: list[tuple[int, int | None, PauseReason]], limit_s: int, now_s: int
) -> None:
    start = at("2026-03-12 09:00")
    pauses = [
        Pause(start + since * SECOND, start + (since + length) * SECOND, reason)
        for since, length, reason in gaps
        if length is not None
    ]
    clock = run(
        limit(Elapsed(limit_s), "customer"), {"reported": start}, pauses, calendar=PLAIN, zone=SHANGHAI
    )
    assert clock is not None
    worked = stood = 0
    while worked <= limit_s:
        instant = start + (worked + stood) * SECOND
        held = any(
            one.since <= instant < one.until for one in pauses if one.reason == "customer" and one.until
        )
        if worked == limit_s and not held:
            break
        worked, stood = (worked, stood + 1) if held else (worked + 1, stood)
    assert clock.due_at == start + (limit_s + stood) * SECOND
    red = clock.verdict(start + now_s * SECOND).state == "red"
    assert red is (now_s > limit_s + stood)
