"""The steps of an own-use paid repair: who takes them, what they need, what they follow (TRN-01..17)."""

from domain.errors import Term
from domain.roles import Role
from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.procedure import Procedure, Step
from domain.tickets.trunk import DESK, TRUNK

_DESK_HEAD = (Role.DESK, Role.ENGINEERING_HEAD, Role.OFFICER, Role.DUTY_MANAGER)
_HEAD = (Role.ENGINEERING_HEAD,)
_TECHNICIAN = (Role.TECHNICIAN,)
_VISITORS = (Role.AREA_OFFICER, Role.ASSISTANT)

# fmt: off
REPAIR = Procedure(
    *TRUNK,
    Step(
        "slip_filled", did.SlipFilled, Term("slip filled"), Term("fill the slip"), "repair.fill_slip",
        DESK, follows=("reported",)
    ),
    Step(
        "notified", did.EngineeringNotified, Term("engineering told"), Term("tell engineering"),
        "repair.notify_engineering", DESK, follows=("slip_filled",)
    ),
    Step(
        "slip_received", did.SlipReceived, Term("slip received by engineering"), Term("sign for the slip"),
        "repair.receive_slip", _HEAD, needs=("slip_filled", "notified")
    ),
    Step(
        "assessed", did.Assessed, Term("assessed"), Term("assess feasibility and price"), "repair.assess",
        _HEAD, needs=("slip_received",), repeats=True, optional=True
    ),
    Step(
        "quoted", did.Quoted, Term("customer told the price"), Term("tell the customer the price"),
        "repair.quote", _DESK_HEAD, needs=("assessed",), repeats=True
    ),
    Step(
        "consented", did.Consented, Term("customer agreed"), Term("record the customer's consent"),
        "repair.consent", _DESK_HEAD, needs=("quoted",)
    ),
    Step(
        "declined", did.Declined, Term("customer declined"), Term("record that the customer declines"),
        "repair.decline", _DESK_HEAD, needs=("quoted",), optional=True
    ),
    Step(
        "dispatched", did.Dispatched, Term("dispatched"), Term("send a technician"), "repair.dispatch",
        _HEAD, follows=("slip_received", "consented"), repeats=True
    ),
    Step(
        "arrived", facts.Arrived, Term("on site"), Term("record the arrival"), "ticket.arrive",
        _TECHNICIAN, follows=("slip_received", "consented", "dispatched", "set_out")
    ),
    Step(
        "item_confirmed", did.ItemConfirmed, Term("item confirmed"), Term("compare slip and fact"),
        "repair.confirm_item", _TECHNICIAN, needs=("arrived",)
    ),
    Step(
        "tariff_shown", did.TariffShown, Term("tariff shown"), Term("show the tariff"),
        "repair.show_tariff", _TECHNICIAN, needs=("arrived",), follows=("item_confirmed",)
    ),
    Step(
        "consented_on_site", did.ConsentedOnSite, Term("consent on site"),
        Term("record the consent on site"), "repair.consent_on_site", _TECHNICIAN, needs=("tariff_shown",)
    ),
    Step(
        "refused_on_site", did.RefusedOnSite, Term("refused on site"), Term("record the refusal on site"),
        "repair.refuse_on_site", _TECHNICIAN, needs=("tariff_shown",), optional=True
    ),
    Step(
        "refusal_signed", did.RefusalSignedByTechnician, Term("refusal signed by the technician"),
        Term("sign the refusal as technician"), "repair.sign_refusal_as_technician", _TECHNICIAN,
        needs=("refused_on_site",)
    ),
    Step(
        "refusal_signed_head", did.RefusalSignedByHead, Term("refusal signed by the engineering head"),
        Term("sign the refusal as engineering head"), "repair.sign_refusal_as_head", _HEAD,
        needs=("refused_on_site",)
    ),
    Step(
        "decline_filed", did.DeclineFiled, Term("refusal filed"), Term("file the refused slip"),
        "repair.file_decline", DESK, needs=("refusal_signed", "refusal_signed_head")
    ),
    Step(
        "started", facts.WorkBegun, Term("work begun"), Term("begin the work"), "ticket.begin_work",
        _TECHNICIAN, needs=("tariff_shown", "consented_on_site")
    ),
    Step(
        "material_tested", did.MaterialTested, Term("customer's material tested"),
        Term("test the customer's material"), "repair.record_material_test", _TECHNICIAN, needs=("arrived",),
        repeats=True, optional=True
    ),
    Step(
        "cause_undetermined", did.CauseUndetermined, Term("cause not found"),
        Term("record that the cause was not found"), "repair.report_unknown_cause", _TECHNICIAN,
        needs=("arrived",), repeats=True, optional=True
    ),
    Step(
        "part_refused", did.PartRefused, Term("changed part refused"), Term("record the refused part"),
        "repair.record_refused_part", _TECHNICIAN, needs=("arrived",), repeats=True, optional=True
    ),
    Step(
        "busy_reported", did.BusyReported, Term("time left reported"), Term("tell the desk the time left"),
        "repair.report_time_left", _TECHNICIAN, needs=("arrived",), repeats=True, optional=True
    ),
    Step(
        "damage_compensated", did.DamageCompensated, Term("damage compensated"),
        Term("compensate the damage"), "repair.compensate_damage",
        (Role.ENGINEERING_HEAD, Role.DUTY_MANAGER, Role.OFFICE_MANAGER), needs=("arrived",), repeats=True,
        optional=True
    ),
    Step(
        "tried_out", did.TriedOut, Term("tried out"), Term("let the customer try it out"),
        "repair.try_out", _TECHNICIAN, needs=("started",), repeats=True
    ),
    Step(
        "signed", did.Signed, Term("signed by the customer"), Term("get the customer's signature"),
        "repair.sign", _TECHNICIAN, needs=("started",), follows=("tried_out", "material_tested")
    ),
    Step(
        "slips_returned", did.SlipsReturned, Term("copies back with engineering"),
        Term("hand the copies back to engineering"), "repair.return_slips", _TECHNICIAN, needs=("signed",)
    ),
    Step(
        "slips_confirmed", did.SlipsConfirmed, Term("confirmed by the engineering head"),
        Term("confirm the copies"), "repair.confirm_slips", _HEAD, needs=("slips_returned",)
    ),
    Step(
        "slips_at_desk", did.SlipsAtDesk, Term("copies back at the desk"),
        Term("hand the copies to the desk"), "repair.hand_slips_to_desk",
        (Role.ENGINEERING_HEAD, Role.DESK), needs=("signed",),
        follows=("slips_returned", "slips_confirmed")
    ),
    Step(
        "at_finance", did.SentToFinance, Term("copy 3 at finance"), Term("send copy 3 to finance"),
        "repair.send_to_finance", (Role.DESK,), needs=("slips_at_desk",)
    ),
    Step(
        "billed", did.Billed, Term("billed"), Term("bill it with the monthly fee"), "repair.bill",
        (Role.FINANCE,), needs=("at_finance",)
    ),
    Step(
        "visited", did.Visited, Term("return visit"), Term("record the return visit"), "repair.visit",
        _VISITORS, needs=("signed",), repeats=True, optional=True
    ),
    Step(
        "closed", facts.Closed, Term("closed"), Term("close the ticket"), "ticket.close", DESK,
        follows=(
            "declined", "billed", "slips_at_desk", "visited", "part_refused", "busy_reported",
            "cause_undetermined", "answered", "damage_compensated",
        )
    ),
)
# fmt: on
