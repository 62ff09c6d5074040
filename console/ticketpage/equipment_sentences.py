"""Every fact of a piece of equipment as one plain sentence (UNT-09)."""

from collections.abc import Callable

from console.ticketpage.told import Told
from domain.equipment_facts import Finding, RecordKind, System
from domain.errors import Term

SYSTEMS = {
    System.WATER.value: Term("water supply and drainage"),
    System.POWER.value: Term("power supply"),
    System.LIFT.value: Term("lifts"),
    System.MONITORING.value: Term("monitoring"),
    System.FIRE.value: Term("fire protection"),
    System.VENTILATION.value: Term("air conditioning and ventilation"),
    System.LIGHTING.value: Term("lighting"),
    System.OTHER.value: Term("other equipment"),
}
RECORDS = {
    RecordKind.OPERATION.value: Term("Operation record"),
    RecordKind.INSPECTION.value: Term("Inspection record"),
    RecordKind.REPAIR.value: Term("Repair record"),
    RecordKind.MAINTENANCE.value: Term("Maintenance record"),
}
FINDINGS = {
    Finding.IN_ORDER.value: Term("found in order"),
    Finding.NOT_IN_ORDER.value: Term("found out of order"),
    Finding.PUT_RIGHT.value: Term("put right"),
}


def _registered(one: Told) -> str:
    system = one.term("system", SYSTEMS) if one.has("system") else ""
    since = (
        one.t("in service since {day}", day=one.value("in_service_since"))
        if one.has("in_service_since")
        else ""
    )
    return one.joined(
        one.t("Entered in the equipment register"),
        one.value("name"),
        system,
        " ".join(part for part in (one.value("maker"), one.value("model")) if part),
        since,
    )


def _recorded(one: Told) -> str:
    """Kind, finding, reading, words, and the ticket it belongs to."""
    told = one.t("{kind}: {finding}", kind=one.term("kind", RECORDS), finding=one.term("finding", FINDINGS))
    reading = one.t("reading {reading}", reading=one.value("reading")) if one.has("reading") else ""
    words = one.t("“{text}”", text=one.words("words")) if one.has("words") else ""
    ticket = one.t("ticket {number}", number=one.value("ticket")) if one.has("ticket") else ""
    return one.joined(told, reading, words, ticket)


def _withdrawn(one: Told) -> str:
    return one.t("Taken out of service on {day}: “{text}”", day=one.value("on"), text=one.words("why"))


EQUIPMENT_SENTENCES: dict[str, tuple[str, Callable[[Told], str]]] = {
    "unit.equipment_registered": ("place", _registered),
    "unit.equipment_recorded": ("note", _recorded),
    "unit.equipment_withdrawn": ("arrow", _withdrawn),
    "unit.equipment_returned": (
        "check",
        lambda one: one.t("Back in service since {day}", day=one.value("on")),
    ),
}
