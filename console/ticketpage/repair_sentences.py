"""Every fact of an own-use repair as one plain sentence (REP-01..22)."""

from collections.abc import Callable

from console.ticketpage.told import Told
from console.ticketpage.trade import MATERIALS, VISITS
from domain.errors import Term


def _assessed(one: Told) -> str:
    if not one.value("feasible", otherwise=False):
        return one.t("Assessed: it cannot be repaired.")
    return one.t("Assessed: it can be repaired for {price}.", price=one.cents("price_cents"))


def _item_confirmed(one: Told) -> str:
    """REP-05: what is really there, where it differs from the slip."""
    actual = (
        one.t("Compared slip and fact; really it is “{text}”", text=one.words("actual"))
        if one.has("actual")
        else one.t("Compared slip and fact: they agree")
    )
    own = one.t("with the customer's own material") if one.value("own_materials", otherwise=False) else ""
    return one.joined(actual, own)


def _material_tested(one: Told) -> str:
    warned = one.t("the customer was warned and decides") if one.value("warned", otherwise=False) else ""
    said = one.t("The customer's own material tested: {verdict}", verdict=one.term("verdict", MATERIALS))
    return one.joined(said, warned)


def _damage(one: Told) -> str:
    paid = one.cents("amount_cents")
    return one.t(
        "Damage “{text}” compensated with {amount}, with an apology.", text=one.words("what"), amount=paid
    )


def _tried_out(one: Told) -> str:
    works = Term("The customer tried it out: it works.")
    return one.chosen("works", works, Term("The customer tried it out: it does not work."))


def _signed(one: Told) -> str:
    """REP-08: what is charged, line by line, and the sum."""
    charges = one.value("charges", ())
    lines = [f"{charge['name']} × {charge['quantity']}" for charge in charges]
    total = one.speaks.money(sum(charge["quantity"] * charge["price_cents"] for charge in charges))
    signed = one.t("The customer signed for {total} ({lines})", total=total, lines=lines)
    cleaned = one.t("the place was cleaned") if one.value("site_cleaned", otherwise=False) else ""
    collected = one.t("the technician took the fee") if one.value("collected", otherwise=False) else ""
    return one.joined(signed, cleaned, collected)


def _visited(one: Told) -> str:
    result = one.chosen("satisfied", Term("the customer is satisfied"), Term("the customer is not satisfied"))
    signature = one.t("signed by the customer") if one.value("signature", otherwise=False) else ""
    opinion = one.t("“{text}”", text=one.words("opinion")) if one.has("opinion") else ""
    visit = one.t("Return visit ({mode})", mode=one.term("mode", VISITS))
    return one.joined(visit, result, signature, opinion)


def _billed(one: Told) -> str:
    amount, month = one.cents("amount_cents"), one.value("month")
    return one.t("{amount} billed with the management fee of {month}.", amount=amount, month=month)


REPAIR_SENTENCES: dict[str, tuple[str, Callable[[Told], str]]] = {
    "repair.slip_filled": ("slip", lambda one: one.t("Slip filled, number {slip}.", slip=one.value("slip"))),
    "repair.engineering_notified": ("arrow", lambda one: one.t("Engineering told to fetch the slip.")),
    "repair.slip_received": ("inbox", lambda one: one.t("Engineering signed for copies 1 to 3.")),
    "repair.assessed": ("slip", _assessed),
    "repair.quoted": ("phone", lambda one: one.t("The customer was told the assessment.")),
    "repair.consented": (
        "check",
        lambda one: one.t("The customer agreed to {price}.", price=one.cents("price_cents")),
    ),
    "repair.declined": (
        "cross",
        lambda one: one.t("The customer does not want it: “{text}”", text=one.words("why")),
    ),
    "repair.dispatched": ("arrow", lambda one: one.t("{people} sent.", people=one.people("technicians"))),
    "repair.item_confirmed": ("slip", _item_confirmed),
    "repair.tariff_shown": (
        "slip",
        lambda one: one.t("Showed the tariff: {price}.", price=one.cents("price_cents")),
    ),
    "repair.consented_on_site": ("check", lambda one: one.t("The customer agreed on site.")),
    "repair.refused_on_site": (
        "cross",
        lambda one: one.t("The customer refused on site: “{text}”", text=one.words("why")),
    ),
    "repair.refusal_signed_by_technician": ("pen", lambda one: one.t("The technician signed the refusal.")),
    "repair.refusal_signed_by_head": ("pen", lambda one: one.t("The engineering head signed the refusal.")),
    "repair.decline_filed": ("inbox", lambda one: one.t("The refused slip was filed by customer service.")),
    "repair.material_tested": ("work", _material_tested),
    "repair.cause_undetermined": (
        "flag",
        lambda one: one.t("The cause could not be judged: “{text}”", text=one.words("what")),
    ),
    "repair.part_refused": (
        "cross",
        lambda one: one.t(
            "The customer does not want “{part}” changed; told the dangers.", part=one.words("part")
        ),
    ),
    "repair.busy_reported": (
        "clock",
        lambda one: one.t(
            "Told the desk: {minutes} more minutes here.", minutes=one.value("minutes_left", 0)
        ),
    ),
    "repair.damage_compensated": ("flag", _damage),
    "repair.tried_out": ("work", _tried_out),
    "repair.signed": ("pen", _signed),
    "repair.slips_returned": (
        "inbox",
        lambda one: one.t("Copies {copies} back with engineering.", copies=one.value("copies", ())),
    ),
    "repair.slips_confirmed": ("check", lambda one: one.t("The engineering head confirmed the copies.")),
    "repair.slips_at_desk": (
        "inbox",
        lambda one: one.t("Copies {copies} back at the desk.", copies=one.value("copies", ())),
    ),
    "repair.sent_to_finance": ("arrow", lambda one: one.t("Copy 3 sent to finance.")),
    "repair.billed": ("cash", _billed),
    "repair.visited": ("phone", _visited),
}
