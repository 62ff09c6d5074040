"""The worked examples of the rule catalogue that clocks decide: WE-01 to WE-05, numbers as printed there."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from domain.calendar import Calendar
from domain.clocks import Clock, Verdict, run
from domain.policy import Family, Kind
from seed.catalogue import profiles

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAIN = Calendar("CN")
PROFILES = {one.name: one for one in profiles()}
MUCH_LATER = datetime(2026, 11, 22, tzinfo=UTC)


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)


def clocks(
    profile: str,
    family: Family,
    kind: Kind,
    marks: Mapping[str, str],
    *conditions: str,
    booked_for: str | None = None,
) -> dict[str, Clock]:
    """The clocks of one family, by code, for steps at local times."""
    ran = [
        run(
            limit,
            {step: at(local) for step, local in marks.items()},
            conditions=frozenset(conditions),
            booked_for=None if booked_for is None else at(booked_for),
            calendar=PLAIN,
            zone=SHANGHAI,
        )
        for limit in PROFILES[profile].limits_for(family, kind)
    ]
    return {clock.code: clock for clock in ran if clock is not None}


def verdict(clock: Clock) -> Verdict:
    return clock.verdict(MUCH_LATER)


def test_we_01_a_complaint_over_a_weekend_misses_the_target_and_keeps_the_longest_limit() -> None:
    marks = {"reported": "2026-03-06 16:40", "answered": "2026-03-10 10:00"}
    ours = clocks("OFFICE", "reply", "complaint", marks)
    assert ours["reply_target"].rule == "SLA-20"
    assert ours["reply_target"].due_at == at("2026-03-09 23:59:59")
    assert verdict(ours["reply_target"]).state == "late"
    assert ours["reply_longest"].rule == "SLA-21"
    assert ours["reply_longest"].due_at == at("2026-03-11 23:59:59")
    assert verdict(ours["reply_longest"]).state == "met"


def test_we_01_a_department_has_three_calendar_days() -> None:
    marks = {"reported": "2026-03-06 16:40", "sent_to_department": "2026-03-06 16:40"}
    ours = clocks("SERVICE_MODEL", "reply", "complaint", marks, "to_department")
    assert ours["department"].rule == "SLA-22"
    assert ours["department"].due_at == at("2026-03-09 23:59:59")
    assert clocks("SERVICE_MODEL", "reply", "complaint", marks) == {}


IN_TARIFF = {
    "reported": "2026-03-12 09:00:00",
    "slip_filled": "2026-03-12 09:01:50",
    "notified": "2026-03-12 09:02:40",
    "slip_received": "2026-03-12 09:05:00",
    "arrived": "2026-03-12 09:14:30",
}


def test_we_02_in_tariff_as_soon_as_possible_all_limits_are_met() -> None:
    ours = clocks("COMMUNITY", "repair", "repair", IN_TARIFF, "in_tariff", "asap")
    assert verdict(ours["fill_slip"]) == Verdict("met", left_s=10, used_s=110)
    assert verdict(ours["notify_engineering"]) == Verdict("met", left_s=20, used_s=160)
    assert ours["arrive"].due_at == at("2026-03-12 09:15:00")
    assert verdict(ours["arrive"]) == Verdict("met", left_s=30, used_s=9 * 60 + 30)
    assert "assess" not in ours


def test_we_02_an_arrival_twenty_seconds_after_the_limit_is_late_by_twenty_seconds() -> None:
    marks = {**IN_TARIFF, "arrived": "2026-03-12 09:15:20"}
    arrive = clocks("COMMUNITY", "repair", "repair", marks, "in_tariff")["arrive"]
    assert verdict(arrive) == Verdict("late", over_s=20, used_s=620)


OUT_OF_TARIFF = {
    "reported": "2026-03-12 09:00:00",
    "slip_received": "2026-03-12 09:05:00",
    "assessed": "2026-03-12 09:19:10",
    "quoted": "2026-03-12 09:19:10",
    "consented": "2026-03-12 09:32:00",
    "arrived": "2026-03-12 09:41:00",
}


def test_we_03_out_of_tariff_the_arrival_counts_from_the_users_consent() -> None:
    ours = clocks("COMMUNITY", "repair", "repair", OUT_OF_TARIFF)
    assert ours["assess"].due_at == at("2026-03-12 09:20:00")
    assert verdict(ours["assess"]) == Verdict("met", left_s=50, used_s=14 * 60 + 10)
    assert ours["arrive"].due_at == at("2026-03-12 09:42:00")
    assert verdict(ours["arrive"]) == Verdict("met", left_s=60, used_s=540)


def test_rep_04_a_separate_dispatch_moves_the_start_of_the_arrival() -> None:
    marks = {**OUT_OF_TARIFF, "dispatched": "2026-03-12 09:32:40"}
    arrive = clocks("COMMUNITY", "repair", "repair", marks)["arrive"]
    assert arrive.start_step == "dispatched"
    assert arrive.due_at == at("2026-03-12 09:42:40")


@pytest.mark.parametrize(
    ("profile", "rule", "due", "expected"),
    [
        ("COMMUNITY", "SLA-04", "2026-03-12 13:55:00", Verdict("late", over_s=60, used_s=17760)),
        ("CARE", "SLA-11", "2026-03-12 14:00:00", Verdict("met", left_s=240, used_s=17760)),
        ("PROJECT", "SLA-11", "2026-03-12 14:00:00", Verdict("met", left_s=240, used_s=17760)),
    ],
)
def test_we_04_the_same_arrival_at_a_booked_repair_is_judged_by_the_profile(
    profile: str, rule: str, due: str, expected: Verdict
) -> None:
    marks = {"reported": "2026-03-12 09:00", "arrived": "2026-03-12 13:56"}
    ours = clocks(profile, "repair", "repair", marks, "in_tariff", "booked", booked_for="2026-03-12 14:00")
    assert (ours["arrive"].rule, ours["arrive"].due_at) == (rule, at(due))
    assert verdict(ours["arrive"]) == expected


def slip(signed: str, **marks: str) -> dict[str, Clock]:
    stamped = {"signed": signed, **marks}
    return {
        **clocks("COMMUNITY", "repair", "repair", stamped, "in_tariff"),
        **clocks("COMMUNITY", "billing", "repair", stamped, "in_tariff"),
    }


def test_we_05_slip_a_is_back_before_five() -> None:
    ours = slip("2026-04-24 15:20", slips_returned="2026-04-24 16:58")
    assert ours["return_slips"].due_at == at("2026-04-24 17:00:00")
    assert verdict(ours["return_slips"]) == Verdict("met", left_s=120, used_s=98 * 60)


def test_we_05_slip_b_is_four_minutes_late_and_its_third_copy_due_on_that_saturday() -> None:
    ours = slip("2026-04-25 16:45", slips_returned="2026-04-25 17:04", slips_at_desk="2026-04-25 17:20")
    assert ours["return_slips"].due_at == at("2026-04-25 17:00:00")
    assert verdict(ours["return_slips"]) == Verdict("late", over_s=240, used_s=19 * 60)
    assert ours["to_finance"].due_at == at("2026-04-25 23:59:59")


def test_we_05_slip_c_is_due_the_next_day_and_its_third_copy_the_next_month() -> None:
    ours = slip("2026-04-25 18:10", slips_at_desk="2026-04-26 09:00")
    assert ours["return_slips"].due_at == at("2026-04-26 17:00:00")
    assert ours["to_finance"].due_at == at("2026-05-25 23:59:59")


def test_we_05_the_copies_end_with_user_customer_service_finance_and_stub() -> None:
    copies = msgspec.to_builtins(PROFILES["COMMUNITY"].settings.copies)
    assert [(one["number"], one["term"]) for one in copies] == [
        (1, "the user"),
        (2, "customer service"),
        (3, "finance"),
        (4, "front-desk stub"),
    ]
