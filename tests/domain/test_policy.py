"""Policy profiles: the ones that come with the product, their publication, and which is in force when."""

from datetime import UTC, date, datetime, time

import msgspec
import pytest

from domain.company import Choice
from domain.errors import Unknown
from domain.policy import (
    AtBooking,
    BeforeBooking,
    DayOfMonth,
    Elapsed,
    Limit,
    PolicyBook,
    PolicyPublished,
    PolicyRefused,
    Profile,
    Settings,
    TimeOfDay,
    WorkingDays,
    in_force,
)
from seed.catalogue import profiles

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
BY_NAME = {one.name: one for one in profiles()}


def limit(**changed: object) -> Limit:
    plain = Limit(
        rule="SLA-03",
        code="arrive",
        term="On site",
        family="repair",
        kinds=("repair",),
        start=("slip_received",),
        stop=("arrived",),
        basis=Elapsed(600),
    )
    return msgspec.structs.replace(plain, **changed)


def profile(*limits: Limit, version: int = 1, since: date = date(2026, 1, 1)) -> Profile:
    return Profile(
        name="OURS",
        version=version,
        term="Ours",
        since=since,
        source="house rules",
        limits=limits or (limit(),),
    )


def test_every_profile_of_the_product_can_be_published() -> None:
    for one in profiles():
        book = PolicyBook(f"policy:{one.name}")
        book.publish(one, at=AT)
        assert book.at_version(1) == one
    assert sorted(BY_NAME) == ["CARE", "COMMUNITY", "OFFICE", "PROJECT", "SERVICE_MODEL"]


def test_the_numbers_of_community_are_those_of_its_plan() -> None:
    numbers = {(one.rule, one.code, one.when): one.basis for one in BY_NAME["COMMUNITY"].limits}
    assert numbers == {
        ("SLA-01", "fill_slip", ()): Elapsed(120),
        ("SLA-02", "notify_engineering", ()): Elapsed(180),
        ("SLA-03", "arrive", ("in_tariff", "!booked")): Elapsed(600),
        ("SLA-03", "arrive", ("!in_tariff", "!booked")): Elapsed(600),
        ("SLA-04", "arrive", ("in_tariff", "booked")): BeforeBooking(5),
        ("SLA-04", "arrive", ("!in_tariff", "booked")): BeforeBooking(5),
        ("SLA-05", "assess", ("!in_tariff",)): Elapsed(900),
        ("SLA-06", "return_slips", ()): TimeOfDay(time(17)),
        ("SLA-07", "to_finance", ()): DayOfMonth(25),
        ("SLA-13", "first_answer", ()): Elapsed(600),
    }


def test_con_02_a_rule_that_a_profile_does_not_define_yields_no_limit() -> None:
    assert [one.code for one in BY_NAME["COMMUNITY"].limits_for("visit", "repair")] == []
    assert [one.basis for one in BY_NAME["CARE"].limits_for("visit", "repair")] == [WorkingDays(1)]
    assert BY_NAME["CARE"].limits_for("visit", "help") == []


def test_con_06_care_and_project_ask_for_the_booked_time_itself() -> None:
    assert [one.basis for one in BY_NAME["CARE"].limits_for("repair", "repair")] == [AtBooking()]
    assert [(one.rule, one.basis) for one in BY_NAME["PROJECT"].limits_for("repair", "repair")] == [
        ("SLA-10", Elapsed(1800)),
        ("SLA-11", AtBooking()),
    ]


def test_con_07_the_third_copy_goes_to_finance_or_to_the_owner_and_never_to_both() -> None:
    community, care = BY_NAME["COMMUNITY"].settings, BY_NAME["CARE"].settings
    holders = ["user", "customer_service", "finance", "front_desk"]
    assert [(one.number, one.holder) for one in community.copies] == list(enumerate(holders, start=1))
    assert [one.holder for one in care.copies if one.number == 3] == ["user"]
    assert (community.collector, care.collector) == ("finance", "technician")
    finance = community.copy_of("finance")
    assert finance is not None
    assert finance.number == 3
    assert care.copy_of("finance") is None


def test_cal_07_the_switch_before_inclusive_reaches_every_limit_that_says_before() -> None:
    before = msgspec.structs.replace(BY_NAME["COMMUNITY"], settings=Settings(before_inclusive=False))
    (to_finance,) = before.limits_for("billing", "repair")
    assert to_finance.basis == DayOfMonth(25, inclusive=False)
    slips = next(one for one in before.limits_for("repair", "repair") if one.code == "return_slips")
    assert slips.basis == TimeOfDay(time(17), inclusive=False)
    (as_written,) = BY_NAME["COMMUNITY"].limits_for("billing", "repair")
    assert as_written.basis == DayOfMonth(25)


def test_the_choice_in_force_is_the_latest_begun_for_that_family() -> None:
    choices = [
        Choice("repair", "CARE", 1, date(2026, 3, 1)),
        Choice("repair", "COMMUNITY", 2, date(2026, 6, 1)),
        Choice("visit", "CARE", 1, date(2026, 1, 1)),
        Choice("repair", "COMMUNITY", 3, date(2026, 6, 1)),
    ]
    assert in_force(choices, "repair", date(2026, 2, 28)) is None
    assert in_force(choices, "repair", date(2026, 3, 1)) == choices[0]
    assert in_force(choices, "repair", date(2026, 5, 31)) == choices[0]
    assert in_force(choices, "repair", date(2026, 6, 1)) == choices[3]
    assert in_force(choices, "visit", date(2026, 6, 1)) == choices[2]
    assert in_force(choices, "billing", date(2026, 6, 1)) is None


def test_versions_follow_each_other_and_the_old_one_stays() -> None:
    book = PolicyBook("policy:OURS")
    book.publish(profile(), at=AT)
    book.publish(profile(limit(basis=Elapsed(900)), version=2), at=AT)
    assert [book.at_version(n).limits[0].basis for n in (1, 2)] == [Elapsed(600), Elapsed(900)]
    for missing in (0, 3):
        with pytest.raises(Unknown, match=f"no version {missing}"):
            book.at_version(missing)


def test_a_profile_out_of_turn_is_refused_with_every_reason() -> None:
    book = PolicyBook("policy:THEIRS")
    with pytest.raises(PolicyRefused) as refused:
        book.publish(profile(version=2), at=AT)
    assert [one.text for one in refused.value.reasons] == [
        "This is profile {name}, not {other}.",
        "The next version of {name} is {version}.",
    ]
    ours = PolicyBook("policy:OURS")
    ours.publish(profile(), at=AT)
    with pytest.raises(PolicyRefused, match="The version before begins on 2026-01-01"):
        ours.publish(profile(version=2, since=date(2025, 12, 31)), at=AT)
    ours.publish(profile(version=2), at=AT)


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        ([limit(start=("slip_recieved",))], "SLA-03: nothing is called slip_recieved."),
        ([limit(when=("!in_tarif",))], "SLA-03: nothing is called in_tarif."),
        ([limit(stop=())], "SLA-03: kinds, start and stop must be given."),
        (
            [limit(basis=WorkingDays(1), pauses=("customer",))],
            "SLA-03: only a limit in minutes can be paused.",
        ),
        ([limit(basis=Elapsed(0))], "SLA-03: its figure is out of range."),
        ([limit(basis=DayOfMonth(32))], "SLA-03: its figure is out of range."),
        ([limit(), limit(rule="SLA-04", when=("booked",))], "SLA-03 and SLA-04 both answer for arrive."),
    ],
)
def test_a_profile_that_would_make_a_clock_wrong_or_silent_is_refused(limits: list[Limit], text: str) -> None:
    with pytest.raises(PolicyRefused, match=f"^{text}$"):
        PolicyBook("policy:OURS").publish(profile(*limits), at=AT)


def test_limits_that_exclude_each_other_may_share_a_clock() -> None:
    PolicyBook("policy:OURS").publish(profile(limit(when=("!booked",)), limit(when=("booked",))), at=AT)


def test_the_outermost_figures_of_each_basis_can_be_published() -> None:
    outermost = [Elapsed(1), DayOfMonth(1), DayOfMonth(31), BeforeBooking(0), WorkingDays(0)]
    limits = [limit(code=f"code_{n}", basis=basis) for n, basis in enumerate(outermost)]
    PolicyBook("policy:OURS").publish(profile(*limits), at=AT)


def test_a_stored_profile_reads_back_whole() -> None:
    for one in profiles():
        fact = PolicyPublished(profile=one)
        assert msgspec.json.decode(msgspec.json.encode(fact), type=PolicyPublished) == fact
