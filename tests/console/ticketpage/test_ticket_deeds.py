"""What may be done with a ticket, by whom, and why not the rest (TRN-01..17)."""

from datetime import timedelta

import pytest

from console.ticketpage.clocks import copies_data
from console.ticketpage.deeds import choices
from domain.roles import Role
from projections.tickets.ticket import ticket
from tests.console.call_desk import viewer
from tests.console.houses import order
from tests.console.ticketpage.office import MORNING, Office, codes


def test_the_next_step_comes_first_and_what_is_missing_is_named(office: Office) -> None:
    office.report()
    desk = office.may("desk01")
    assert codes(desk.first)[0] == "fill_slip"
    locked = {deed.step.code: deed for deed in office.may("head01").locked}
    assert [one.fields["step"] for one in locked["slip_received"].reasons] == [
        "slip filled",
        "engineering told",
    ]
    assert locked["slip_filled"].reasons == ()


def test_an_auditor_may_look_and_nothing_else(office: Office) -> None:
    office.report()
    seen = office.may("audit01")
    assert (seen.first, seen.gaps, seen.rare) == ((), (), ())
    assert codes(seen.locked) == ["fill_slip"]


def test_nobody_bills_for_finance(office: Office) -> None:
    """ACT-14, REP-12, TRN-15."""
    office.report()
    office.to_work()
    charge = {"name": "Tap", "quantity": 1, "price_cents": 4000}
    office.do("repair.sign", "tech01", charges=[charge], site_cleaned=True)
    office.do("repair.return_slips", "tech01", copies=[2, 3])
    office.do("repair.confirm_slips", "head01")
    office.do("repair.hand_slips_to_desk", "head01", copies=[2, 3])
    office.do("repair.send_to_finance", "desk01")
    assert office.may("duty01").find("bill") is None
    assert codes(office.may("cash01").first) == ["bill"]


def test_a_passed_step_can_be_filled_in_up_to_the_one_that_followed_it(office: Office) -> None:
    office.report()
    office.do("repair.notify_engineering", "desk01")
    gap = office.may("desk01").gaps[0]
    assert gap.code == "fill_slip"
    assert gap.until == MORNING + timedelta(minutes=1)


def test_what_is_not_in_the_tariff_is_assessed_before_anybody_goes(office: Office) -> None:
    """REP-04, TRN-04..06."""
    office.report(item="")
    office.do("repair.fill_slip", "desk01")
    office.do("repair.notify_engineering", "desk01")
    office.do("repair.receive_slip", "head01")
    head = office.may("head01")
    assert codes(head.first)[0] == "assess"
    assert head.find("dispatch") is None
    office.do("repair.assess", "head01", feasible=True, price_cents=26000, answered=True)
    assert codes(office.may("desk01").first)[:2] == ["consent", "declined"]
    office.do("repair.decline", "desk01", why="太贵")
    assert codes(office.may("desk01").first)[0] == "close"


def test_a_refusal_on_site_goes_back_with_both_signatures(office: Office) -> None:
    """REP-06, TRN-10."""
    office.report()
    office.to_site()
    office.do("repair.show_tariff", "tech01", price_cents=4000)
    assert office.may("tech01").find("refused_on_site") is not None
    office.do("repair.refuse_on_site", "tech01", why="家人不同意")
    assert codes(office.may("tech01").first)[0] == "refusal_signed"
    office.do("repair.sign_refusal_as_technician", "tech01")
    assert codes(office.may("head01").first)[0] == "refusal_signed_head"
    office.do("repair.sign_refusal_as_head", "head01")
    assert codes(office.may("desk01").first)[0] == "decline_filed"
    office.do("repair.file_decline", "desk01")
    assert codes(office.may("desk01").first) == ["reopened"]


def test_every_verb_of_the_way_is_offered_to_somebody_when_its_time_comes(office: Office) -> None:
    """Each command of a repair's main way can be reached from the page (TRN-01..17)."""
    office.report()
    offered: list[str] = []
    way = (
        ("fill_slip", "desk01", "repair.fill_slip", {}),
        ("notify_engineering", "desk01", "repair.notify_engineering", {}),
        ("receive_slip", "head01", "repair.receive_slip", {}),
        ("dispatch", "head01", "repair.dispatch", {"technicians": ["tech01"]}),
        ("arrive", "tech01", "ticket.arrive", {}),
        ("confirm_item", "tech01", "repair.confirm_item", {"own_materials": True}),
        ("show_tariff", "tech01", "repair.show_tariff", {"price_cents": 4000}),
        ("consented_on_site", "tech01", "repair.consent_on_site", {}),
        ("start_work", "tech01", "ticket.begin_work", {}),
        ("material_tested", "tech01", "repair.record_material_test", {"verdict": "poor"}),
        ("try_out", "tech01", "repair.try_out", {"works": True}),
    )
    for code, account, do, arguments in way:
        if office.may(account).find(code) is not None:
            offered.append(code)
        office.do(do, account, **arguments)
    assert offered == [step[0] for step in way]


@pytest.mark.parametrize("own", [True, False])
def test_own_material_has_a_button_from_the_check_to_its_test_and_only_where_there_is_any(
    office: Office, *, own: bool
) -> None:
    """REP-07."""
    office.report()
    office.to_site()
    assert "material_tested" not in codes(office.may("tech01").first)
    office.do("repair.confirm_item", "tech01", own_materials=own)
    office.do("repair.show_tariff", "tech01", price_cents=4000)
    office.do("repair.consent_on_site", "tech01")
    assert ("material_tested" in codes(office.may("tech01").first)) is own
    office.do("ticket.begin_work", "tech01")
    assert ("material_tested" in codes(office.may("tech01").first)) is own
    assert office.may("tech01").find("material_tested") is not None
    office.do("repair.record_material_test", "tech01", verdict="qualified")
    assert "material_tested" not in codes(office.may("tech01").first)


def test_of_many_who_hold_a_copy_one_is_named_and_the_rest_counted(office: Office) -> None:
    """REP-11."""
    grants = [{"role": "technician", "site": "s1", "since": "2026-01-01"}]
    for account, name in (("tech02", "Mei Zhu"), ("tech03", "Lan Ju")):
        order(office.house, "member.join", account, site="", account=account, name=name, roles=grants)
    office.report()
    for do in ("repair.fill_slip", "repair.notify_engineering"):
        office.do(do, "desk01")
    office.do("repair.receive_slip", "head01")
    office.do("repair.dispatch", "head01", technicians=["tech01", "tech02", "tech03"])
    office.do("ticket.arrive", "tech01")
    state = ticket(office.house.views, site="s1", number=office.number)
    copies = copies_data(viewer(office.house), office.ticket(), state)
    assert copies is not None
    held = [stop for row in copies["rows"] for stop in row["stops"] if stop["who"]]
    assert held
    assert {stop["name"] for stop in held} == {"Lin Feng and others (3)"}
    assert all(name in held[0]["who"] for name in ("Lin Feng", "Mei Zhu", "Lan Ju"))


def test_a_role_that_records_for_nobody_sees_no_verb_of_others(office: Office) -> None:
    office.report()
    assert choices(office.ticket(), frozenset({Role.FINANCE}), office.clock()).first == ()
