"""Whose step each step of a repair is, and which comes next (TRN-03..16)."""

import pytest

from domain.roles import Role
from domain.tickets.repair_steps import REPAIR
from tests.domain.given import at_desk, given, to_engineering


@pytest.mark.parametrize(
    ("code", "roles"),
    [
        ("slip_received", {Role.ENGINEERING_HEAD}),  # TRN-03
        ("assessed", {Role.ENGINEERING_HEAD}),  # TRN-04
        ("dispatched", {Role.ENGINEERING_HEAD}),  # TRN-06
        ("arrived", {Role.TECHNICIAN}),  # TRN-07
        ("tariff_shown", {Role.TECHNICIAN}),  # TRN-08
        ("started", {Role.TECHNICIAN}),  # TRN-09
        ("slips_returned", {Role.TECHNICIAN}),  # TRN-12
        ("slips_confirmed", {Role.ENGINEERING_HEAD}),  # TRN-13
        ("at_finance", {Role.DESK}),  # TRN-14
        ("billed", {Role.FINANCE}),  # TRN-15
        ("visited", {Role.AREA_OFFICER, Role.ASSISTANT}),  # TRN-16
    ],
)
def test_each_step_belongs_to_the_roles_that_the_table_of_transitions_names(
    code: str, roles: set[Role]
) -> None:
    """TRN-03, TRN-04, TRN-06, TRN-07, TRN-08, TRN-09, TRN-12, TRN-13, TRN-14, TRN-15, TRN-16."""
    assert set(REPAIR.steps[code].roles) == roles


def test_trn_10_the_technician_refuses_and_both_sign() -> None:
    assert REPAIR.steps["refusal_signed"].roles == (Role.TECHNICIAN,)
    assert REPAIR.steps["refusal_signed_head"].roles == (Role.ENGINEERING_HEAD,)


def test_the_next_step_is_the_one_after_the_furthest() -> None:
    assert given(to_engineering()).ticket.next_step is REPAIR.steps["dispatched"]
    assert given(to_engineering(item="")).ticket.next_step is REPAIR.steps["quoted"]
    assert given(at_desk()).ticket.next_step is REPAIR.steps["at_finance"]
    assert given(at_desk(collector="technician")).ticket.next_step is REPAIR.steps["closed"]
