"""The equipment register's codes as words, with a sign of its own for each condition."""

from console.viewer import Viewer
from domain.equipment_facts import RecordKind
from domain.errors import Term
from projections.tickets.equipment_register import LastRecord, Piece

KINDS = {
    RecordKind.OPERATION.value: Term("Operation"),
    RecordKind.INSPECTION.value: Term("Inspection"),
    RecordKind.REPAIR.value: Term("Repair work"),
    RecordKind.MAINTENANCE.value: Term("Maintenance"),
}
CONDITIONS = {
    "in_order": ("✓", Term("in working order")),
    "not_in_order": ("▲", Term("out of order")),
    "under_repair": ("◐", Term("under repair")),
    "withdrawn": ("⊘", Term("out of service")),
    "unrecorded": ("–", Term("no record yet")),
}
"""Sign and word, those of :data:`projections.tickets.equipment_register.Condition`."""

NEEDS_CARE = ("not_in_order", "under_repair")


def condition(viewer: Viewer, piece: Piece) -> str:
    """Sign and word of how it is."""
    sign, word = CONDITIONS[piece.condition]
    return f"{sign} {viewer.t(word)}"


def name(viewer: Viewer, piece: Piece) -> str:
    """What people call it, in English where it has an English name and English is read."""
    return piece.name_en if viewer.translator.language == "en" and piece.name_en else piece.name


def place(piece: Piece) -> str:
    """Where it stands: its place, else building, entrance and floor."""
    return piece.stands_in or "-".join(part for part in (piece.building, piece.entrance, piece.floor) if part)


def last(piece: Piece, kind: str) -> LastRecord | None:
    """The latest record of a kind."""
    return next((one for one in piece.last if one.kind.value == kind), None)
