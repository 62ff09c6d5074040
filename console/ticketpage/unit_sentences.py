"""Every fact of a unit as one plain sentence (UNT-01, UNT-10, UNT-11)."""

from collections.abc import Callable

from console.ticketpage.told import Told
from domain.errors import Term
from domain.places import ExamRole
from domain.unit_facts import FileKind, HandoverState

HANDOVER = {
    HandoverState.NOT_HANDED_OVER.value: Term("not handed over"),
    HandoverState.HANDED_OVER.value: Term("handed over"),
    HandoverState.LIVED_IN.value: Term("lived in"),
}
FILES = {
    FileKind.TAKE_OVER.value: Term("take-over file"),
    FileKind.EQUIPMENT.value: Term("equipment file"),
    FileKind.CUSTOMERS.value: Term("customer file"),
    FileKind.DAILY_MANAGEMENT.value: Term("daily management file"),
}


def _registered(one: Told) -> str:
    owner = one.t("owner {name}", name=one.words("owner")) if one.has("owner") else ""
    return one.joined(one.t("File card entered"), one.term("handover_state", HANDOVER), owner)


def _moved_in(one: Told) -> str:
    resident = one.t("permanently resident") if one.value("permanently_resident", otherwise=False) else ""
    return one.joined(one.t("Moved in on {day}", day=one.value("on")), resident)


def _file(one: Told) -> str:
    kind = one.term("kind", FILES)
    return one.t("{kind} kept: “{text}”", kind=kind, text=one.words("what"))


ROLES = {
    ExamRole.UNDECIDED.value: Term("chosen as an exam room"),
    ExamRole.ACTIVE.value: Term("in use as an exam room"),
    ExamRole.SPARE.value: Term("spare exam room"),
    ExamRole.OUT_OF_USE.value: Term("out of use as an exam room"),
    ExamRole.RELEASED.value: Term("no exam room any more"),
}


def _exam_role(one: Told) -> str:
    return one.t("{campaign}: {role}", campaign=one.value("campaign"), role=one.term("role", ROLES))


def _swapped(one: Told) -> str:
    why = one.words("why")
    if one.value("incoming", otherwise=False):
        return one.t("Took over from {room}: “{text}”", room=one.value("other"), text=why)
    return one.t("{room} took over: “{text}”", room=one.value("other"), text=why)


def _inspected(one: Told) -> str:
    if one.value("passed", otherwise=False):
        return one.t(
            "Check {check} of round {walk}: in order", check=one.value("check"), walk=one.value("walk")
        )
    return one.t(
        "Check {check} of round {walk}: not in order", check=one.value("check"), walk=one.value("walk")
    )


UNIT_SENTENCES: dict[str, tuple[str, Callable[[Told], str]]] = {
    "unit.registered": ("note", _registered),
    "unit.handed_over": ("check", lambda one: one.t("Handed over on {day}", day=one.value("on"))),
    "unit.ownership_transferred": ("arrow", lambda one: one.t("New owner: {name}", name=one.words("owner"))),
    "unit.moved_in": ("place", _moved_in),
    "unit.moved_out": ("arrow", lambda one: one.t("Moved out on {day}", day=one.value("on"))),
    "unit.tenancy_begun": (
        "place",
        lambda one: one.t("New tenant from {day}: {name}", day=one.value("on"), name=one.words("tenant")),
    ),
    "unit.tenancy_ended": ("arrow", lambda one: one.t("A tenant left on {day}", day=one.value("on"))),
    "unit.defect_opened": ("flag", lambda one: one.t("Legacy defect: “{text}”", text=one.words("what"))),
    "unit.defect_closed": (
        "check",
        lambda one: one.t("Legacy defect no. {number} is gone.", number=one.value("defect")),
    ),
    "unit.fit_out_noted": ("work", lambda one: one.t("Fit-out: {state}", state=one.value("state"))),
    "unit.file_kept": ("note", _file),
    "unit.place_registered": ("note", lambda one: one.joined(one.t("Place entered"), one.value("name"))),
    "unit.exam_role_assigned": ("flag", _exam_role),
    "unit.exam_room_swapped": ("arrow", _swapped),
    "unit.room_inspected": ("check", _inspected),
}
