"""Own-use paid repair: what may follow what, who may do it, what is refused (REP-01..22, TRN-01..17)."""

import pytest

from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.repair_facts import MaterialVerdict, VisitMode
from tests.domain.given import BILL, WORDS, at_desk, at_work, given, on_site, reported, signed, to_engineering


def test_trn_03_engineering_signs_only_for_a_slip_it_was_told_of() -> None:
    given(reported(), (did.SlipFilled(slip="1"), "09:01:00")).when(
        did.SlipReceived(), "09:05:00"
    ).then_refused("engineering told")
    given(to_engineering()).then(stage="slip_received", gaps=[])


def test_trn_02_telling_engineering_before_the_slip_is_a_gap_and_may_be_filled_later() -> None:
    told = given(reported()).when(did.EngineeringNotified(), "09:02:40").then(gaps=["slip_filled"])
    told.when(did.SlipFilled(slip="1"), "09:01:50").then(gaps=[])


def test_cal_11_a_slip_filled_after_engineering_was_told_is_an_order_that_could_not_have_been() -> None:
    given(reported(), (did.EngineeringNotified(), "09:02:40")).when(
        did.SlipFilled(slip="1"), "09:02:41"
    ).then_refused("cannot come after")


def test_nothing_happens_before_the_report() -> None:
    given(reported()).when(did.SlipFilled(slip="1"), "08:59:59").then_refused("cannot come before")


def test_a_time_before_many_steps_names_the_one_that_clears_them_all() -> None:
    """CAL-11: one wrong time is one reason."""
    given(on_site()).when(did.TariffShown(price_cents=4000), "08:30:00").then_refused(
        "before “item confirmed”"
    )


def test_trn_04_what_stands_in_the_tariff_is_not_assessed() -> None:
    given(to_engineering()).when(did.Assessed(feasible=True, price_cents=26000), "09:19:10").then_refused(
        "nothing to assess"
    )
    given(to_engineering(item="")).when(did.Assessed(feasible=True, price_cents=26000), "09:19:10").then(
        stage="assessed"
    )


def test_trn_04_a_feasible_repair_needs_a_price() -> None:
    given(to_engineering(item="")).when(did.Assessed(feasible=True), "09:19:10").then_refused("needs a price")
    given(to_engineering(item="")).when(did.Assessed(feasible=False), "09:19:10").then(stage="assessed")


QUOTED = [(did.Assessed(feasible=True, price_cents=26000), "09:19:00"), (did.Quoted(), "09:19:10")]


def test_trn_05_nobody_consents_to_a_price_that_was_not_told() -> None:
    given(to_engineering(item="")).when(did.Consented(price_cents=26000), "09:32:00").then_refused(
        "told the price"
    )
    given(to_engineering(item=""), QUOTED).when(did.Consented(price_cents=26000), "09:32:00").then(
        stage="consented"
    )


def test_trn_05_consent_is_to_the_price_quoted_and_no_other() -> None:
    given(to_engineering(item=""), QUOTED).when(did.Consented(price_cents=25999), "09:32:00").then_refused(
        "not the price quoted"
    )


def test_what_cannot_be_repaired_cannot_be_agreed_to() -> None:
    no = [(did.Assessed(feasible=False), "09:19:00"), (did.Quoted(), "09:19:10")]
    given(to_engineering(item=""), no).when(did.Consented(price_cents=0), "09:32:00").then_refused(
        "cannot be repaired"
    )


def test_trn_06_outside_the_tariff_nobody_is_sent_before_the_customer_agrees() -> None:
    sent = did.Dispatched(technicians=("wang",))
    given(to_engineering(item=""), QUOTED).when(sent, "09:33:00").then_refused("customer agreed")
    given(to_engineering()).when(sent, "09:06:00").then(with_whom=("wang",))


def test_trn_06_a_dispatch_names_somebody() -> None:
    given(to_engineering()).when(did.Dispatched(technicians=()), "09:06:00").then_refused(
        "at least one technician"
    )


def test_trn_06_after_a_no_nobody_is_sent() -> None:
    declined = (did.Declined(why=WORDS), "09:30:00")
    given(to_engineering(item=""), QUOTED, declined).when(
        did.Dispatched(technicians=("wang",)), "09:33:00"
    ).then_refused("customer agreed", "declined")


def test_we_03_an_arrival_before_consent_is_refused_and_a_missing_dispatch_is_only_a_gap() -> None:
    given(to_engineering(item=""), QUOTED).when(facts.Arrived(), "09:31:00").then_refused("customer agreed")
    agreed = [*QUOTED, (did.Consented(price_cents=26000), "09:32:00")]
    given(to_engineering(item=""), agreed).when(facts.Arrived(), "09:31:59").then_refused(
        "cannot come before"
    )
    given(to_engineering(item=""), agreed).when(facts.Arrived(), "09:41:00").then(gaps=["dispatched"])


def test_rep_05_the_item_is_compared_on_site() -> None:
    given(to_engineering()).when(did.ItemConfirmed(actual=WORDS), "09:16:00").then_refused("on site")
    given(on_site()).then(stage="item_confirmed")


def test_rep_06_work_begins_only_after_the_tariff_was_shown_and_the_customer_agreed() -> None:
    given(on_site()).when(facts.WorkBegun(), "09:20:00").then_refused("tariff shown", "consent on site")
    shown = (did.TariffShown(price_cents=4000), "09:17:00")
    given(on_site(), shown).when(facts.WorkBegun(), "09:20:00").then_refused("consent on site")
    given(at_work()).then(stage="started")


def test_rep_06_a_refused_slip_is_filed_only_with_both_signatures() -> None:
    no = [
        *on_site(),
        (did.TariffShown(price_cents=4000), "09:17:00"),
        (did.RefusedOnSite(why=WORDS), "09:20:00"),
    ]
    given(no).when(did.DeclineFiled(), "10:00:00").then_refused(
        "by the technician", "by the engineering head"
    )
    given(no, (did.RefusalSignedByTechnician(), "09:40:00")).when(
        did.DeclineFiled(), "10:00:00"
    ).then_refused("by the engineering head")
    both = [(did.RefusalSignedByTechnician(), "09:40:00"), (did.RefusalSignedByHead(), "09:45:00")]
    given(no, both).when(did.DeclineFiled(), "10:00:00").then(is_open=False, stage="decline_filed")


def test_rep_06_after_a_refusal_no_consent_and_after_consent_no_refusal() -> None:
    shown = (did.TariffShown(price_cents=4000), "09:17:00")
    given(on_site(), shown, (did.RefusedOnSite(why=WORDS), "09:18:00")).when(
        did.ConsentedOnSite(), "09:19:00"
    ).then_refused("refused on site")
    given(at_work()).when(did.RefusedOnSite(why=WORDS), "09:30:00").then_refused("already on record")


def test_rep_07_unqualified_material_needs_a_warning_and_the_choice_stands() -> None:
    given(on_site()).when(did.MaterialTested(verdict=MaterialVerdict.UNQUALIFIED), "09:17:00").then_refused(
        "Unqualified"
    )
    given(on_site()).when(
        did.MaterialTested(verdict=MaterialVerdict.UNQUALIFIED, warned=True), "09:17:00"
    ).then()
    given(on_site()).when(did.MaterialTested(verdict=MaterialVerdict.POOR), "09:17:00").then()


def test_rep_08_the_signature_names_every_thing_that_is_missing() -> None:
    nothing = did.Signed(charges=(), site_cleaned=False)
    given(at_work()).when(nothing, "10:05:00").then_refused("amounts", "clean")
    given(on_site()).when(nothing, "10:05:00").then_refused("work begun", "amounts", "clean")


def test_trn_11_own_material_is_tested_before_the_signature() -> None:
    own = [one for one in at_work() if not isinstance(one[0], did.ItemConfirmed)]
    own.append((did.ItemConfirmed(own_materials=True), "09:16:00"))
    good = did.Signed(charges=BILL, site_cleaned=True)
    given(own).when(good, "10:05:00").then_refused("material tested")
    tested = (did.MaterialTested(verdict=MaterialVerdict.QUALIFIED), "09:17:00")
    given(own, tested).when(good, "10:05:00").then(stage="signed")


def test_rep_08_what_did_not_work_at_the_try_out_is_not_signed() -> None:
    broken = (did.TriedOut(works=False), "10:00:00")
    good = did.Signed(charges=BILL, site_cleaned=True)
    given(at_work(), broken).when(good, "10:05:00").then_refused("try-out")
    given(at_work(), broken, (did.TriedOut(works=True), "10:04:00")).when(good, "10:05:00").then(
        stage="signed"
    )


def test_rep_12_nobody_takes_money_where_finance_settles() -> None:
    cash = did.Signed(charges=BILL, site_cleaned=True, collected=True)
    given(at_work()).when(cash, "10:05:00").then_refused("Only finance")
    given(at_work(collector="technician")).when(cash, "10:05:00").then(stage="signed")


def test_trn_12_copies_2_and_3_come_back_together() -> None:
    given(signed()).when(did.SlipsReturned(copies=(2,)), "16:58:00").then_refused("Copy 3")
    given(signed()).when(did.SlipsReturned(copies=(1,)), "16:58:00").then_refused("Copy 2", "Copy 3")
    given(signed()).when(did.SlipsReturned(copies=(2, 3)), "16:58:00").then(stage="slips_returned")


def test_trn_14_and_trn_15_copy_3_goes_from_the_desk_to_finance_which_bills() -> None:
    billed = did.Billed(month="2026-03", amount_cents=4000)
    given(signed()).when(did.SentToFinance(), "18:00:00").then_refused("copies back at the desk")
    given(at_desk()).when(billed, "18:00:00").then_refused("copy 3 at finance")
    given(at_desk(), (did.SentToFinance(), "17:30:00")).when(billed, "18:00:00").then(stage="billed")


def test_con_07_rep_21_where_the_technician_collects_finance_has_nothing_to_settle() -> None:
    given(at_desk(collector="technician")).when(did.SentToFinance(), "17:30:00").then_refused(
        "technician collects"
    )
    given(at_desk(collector="technician")).when(facts.Closed(), "18:00:00").then(is_open=False)


def test_rtv_03_trn_16_a_visit_at_home_needs_a_signature_and_one_by_phone_does_not() -> None:
    given(signed()).when(did.Visited(mode=VisitMode.HOME, satisfied=True), "18:00:00").then_refused(
        "signature"
    )
    given(signed()).when(did.Visited(mode=VisitMode.HOME, satisfied=True, signature=True), "18:00:00").then()
    given(signed()).when(did.Visited(mode=VisitMode.PHONE, satisfied=True), "18:00:00").then(stage="visited")
    given(at_work()).when(did.Visited(mode=VisitMode.PHONE, satisfied=True), "18:00:00").then_refused(
        "signed"
    )


BILLED = [(did.SentToFinance(), "17:30:00"), (did.Billed(month="2026-03", amount_cents=4000), "17:40:00")]


def test_trn_17_a_ticket_closes_when_it_is_billed_and_nobody_is_left_dissatisfied() -> None:
    given(at_desk()).when(facts.Closed(), "18:00:00").then_refused("billed")
    unhappy = (did.Visited(mode=VisitMode.PHONE, satisfied=False), "17:50:00")
    given(at_desk(), BILLED, unhappy).when(facts.Closed(), "18:00:00").then_refused("not satisfied")
    happy = (did.Visited(mode=VisitMode.PHONE, satisfied=True), "17:55:00")
    given(at_desk(), BILLED, unhappy, happy).when(facts.Closed(), "18:00:00").then(is_open=False)
    given(at_desk(), BILLED).when(facts.Closed(), "18:00:00").then(is_open=False)


def test_trn_17_reopening_keeps_the_number_and_begins_a_new_round() -> None:
    closed = given(at_desk(), BILLED, (facts.Closed(), "18:00:00")).ticket
    closed.reopen(
        facts.Reopened(why=WORDS, same_cause=True), given(reported("19:00:00")).ticket.rounds[0].since
    )
    assert (closed.number, closed.reopenings, closed.is_open) == ("R260312-001", 1, True)
    assert set(closed.steps) == {"reported"}
    assert closed.first_receiver == "desk"


def test_rep_15_under_care_nobody_sets_out_without_shoe_covers_and_floor_cloth() -> None:
    given(to_engineering(collector="technician")).when(
        facts.SetOut(taken_along=("tools",)), "09:07:00"
    ).then_refused("shoe covers", "floor cloth")
    packed = facts.SetOut(taken_along=("shoe_covers", "floor_cloth"), phoned=True)
    given(to_engineering(collector="technician")).when(packed, "09:07:00").then(stage="set_out")
    given(to_engineering()).when(facts.SetOut(), "09:07:00").then(stage="set_out")


@pytest.mark.parametrize(
    ("fact", "stage"),
    [
        (did.CauseUndetermined(what=WORDS), "cause_undetermined"),  # REP-16
        (did.PartRefused(part=WORDS), "part_refused"),  # REP-17
        (did.BusyReported(minutes_left=25), "busy_reported"),  # REP-18
        (did.DamageCompensated(what=WORDS, amount_cents=9000), "damage_compensated"),  # REP-20
    ],
)
def test_what_may_happen_inside_the_home_needs_somebody_to_be_there(fact: object, stage: str) -> None:
    """REP-16, REP-17, REP-18 and REP-20: on record once on site, and not before."""
    given(on_site()).when(fact, "09:17:00").then(stage=stage)  # pyright: ignore[reportArgumentType]
    given(to_engineering()).when(fact, "09:17:00").then_refused("on site")  # pyright: ignore[reportArgumentType]


def test_rep_19_an_incident_flags_the_ticket_at_any_time() -> None:
    given(on_site()).when(facts.IncidentFlagged(what=WORDS), "09:30:00").then(incident=True)
    given(on_site()).then(incident=False)


def test_after_the_end_only_late_paper_arrives() -> None:
    closed = [*at_desk(), *BILLED, (facts.Closed(), "18:00:00")]
    given(closed).when(facts.Remarked(what=WORDS), "18:00:01").then_refused("has ended")
    given(closed).when(facts.Remarked(what=WORDS), "17:59:00").then(is_open=False)


def test_a_step_is_taken_once() -> None:
    given(on_site()).when(facts.Arrived(), "09:15:00").then_refused("already on record")
    given(on_site()).when(did.Dispatched(technicians=("chen",)), "09:20:00").then(with_whom=("chen",))
