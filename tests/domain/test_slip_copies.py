"""Where each of the four copies of the slip is, at every step (REP-08..11, REP-21, WE-05, REP-06)."""

import pytest

from domain.tickets import repair_facts as did
from domain.tickets.slip import copies
from domain.tickets.ticket import Ticket
from tests.domain.given import (
    BILL,
    WORDS,
    Done,
    at,
    at_desk,
    given,
    on_site,
    reported,
    signed,
    to_engineering,
)


def where(ticket: Ticket) -> dict[int, str]:
    return {one.number: one.where for one in copies(ticket)}


def everywhere(first: str, second: str, third: str) -> dict[int, str]:
    return {1: first, 2: second, 3: third, 4: "desk"}


RETURNED = [*signed(), (did.SlipsReturned(copies=(2, 3)), "16:58:00")]


@pytest.mark.parametrize(
    ("history", "held"),
    [
        ([reported(), (did.SlipFilled(slip="1"), "09:01:50")], everywhere("desk", "desk", "desk")),
        (to_engineering(), everywhere("engineering", "engineering", "engineering")),
        (on_site(), everywhere("technician", "technician", "technician")),
        (signed(), everywhere("user", "technician", "technician")),
        (RETURNED, everywhere("user", "engineering", "engineering")),
        (at_desk(), everywhere("user", "customer_service", "desk")),
        ([*at_desk(), (did.SentToFinance(), "17:30:00")], everywhere("user", "customer_service", "finance")),
    ],
    ids=["filled", "signed for", "dispatched", "signed", "returned", "at the desk", "at finance"],
)
def test_rep_11_each_copy_is_where_the_last_step_left_it(history: list[Done], held: dict[int, str]) -> None:
    assert where(given(history).ticket) == held


def test_there_is_no_copy_before_the_slip_is_filled() -> None:
    assert copies(given(reported()).ticket) == []


def test_we_05_the_ledger_of_slip_b_ends_with_user_customer_service_finance_and_stub() -> None:
    b = given(
        reported("2026-04-25 09:00"),
        (did.SlipFilled(slip="B"), "2026-04-25 09:01"),
        (did.SlipReceived(), "2026-04-25 09:05"),
        (did.Dispatched(technicians=("wang",)), "2026-04-25 09:06"),
        (did.Signed(charges=BILL, site_cleaned=True), "2026-04-25 16:45"),
        (did.SlipsReturned(copies=(2, 3)), "2026-04-25 17:04"),
        (did.SlipsAtDesk(copies=(2, 3)), "2026-04-25 17:20"),
        (did.SentToFinance(), "2026-04-25 17:30"),
    ).ticket
    assert where(b) == everywhere("user", "customer_service", "finance")
    third = copies(b)[2]
    assert [(stop.holder, stop.at) for stop in third.stops[-3:]] == [
        ("engineering", at("2026-04-25 17:04")),
        ("desk", at("2026-04-25 17:20")),
        ("finance", at("2026-04-25 17:30")),
    ]


def test_rep_21_under_care_the_third_copy_is_the_owner_s_and_the_others_come_back() -> None:
    assert where(given(signed(collector="technician")).ticket) == everywhere(
        "technician", "technician", "user"
    )
    back = where(given(at_desk(collector="technician")).ticket)
    assert (back[1], back[2], back[3]) == ("customer_service", "desk", "user")


REFUSED: list[Done] = [
    *on_site(),
    (did.TariffShown(price_cents=4000), "09:17:00"),
    (did.RefusedOnSite(why=WORDS), "09:20:00"),
    (did.RefusalSignedByTechnician(), "09:40:00"),
]


def test_rep_06_a_refused_slip_goes_back_whole() -> None:
    """All three copies, the customer's too; the stub stays."""
    assert where(given(REFUSED).ticket) == everywhere("technician", "technician", "technician")
    head: list[Done] = [*REFUSED, (did.RefusalSignedByHead(), "09:45:00")]
    assert where(given(head).ticket) == everywhere("engineering", "engineering", "engineering")
    filed: list[Done] = [*head, (did.DeclineFiled(), "10:00:00")]
    assert where(given(filed).ticket) == everywhere(
        "customer_service", "customer_service", "customer_service"
    )


def test_a_stop_that_nobody_recorded_counts_as_passed_at_the_next_known_time() -> None:
    gap = [one for one in at_desk() if not isinstance(one[0], did.SlipsReturned)]
    second = copies(given(gap).ticket)[1]
    assert [(stop.holder, stop.at) for stop in second.stops[-2:]] == [
        ("engineering", at("17:20:00")),
        ("customer_service", at("17:20:00")),
    ]
    assert second.where == "customer_service"


def test_a_reopened_ticket_has_no_slip_until_one_is_filled_again() -> None:
    from domain.tickets import facts

    paid: list[Done] = [
        (did.SentToFinance(), "17:30:00"),
        (did.Billed(month="2026-03", amount_cents=4000), "17:40:00"),
    ]
    ticket = given(at_desk(), paid, (facts.Closed(), "18:00:00")).ticket
    ticket.reopen(facts.Reopened(why=WORDS), at("19:00:00"))
    assert copies(ticket) == []
    ticket.take(did.SlipFilled(slip="2"), at("19:01:00"))
    assert (where(ticket), ticket.slip) == (everywhere("desk", "desk", "desk"), "2")
