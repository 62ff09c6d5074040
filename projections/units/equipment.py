"""Shared equipment as it stands: its entry, the last record of each kind, its times out of service (UNT-09)."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import RowMapping

from domain.equipment import Equipment
from domain.units import Unit
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


def equipment_row(unit: Unit, reference: Reference) -> Row | None:
    """The row of a piece of equipment; other units have none."""
    if unit.equipment is None:
        return None
    return {
        "site": unit.id.split(":")[1],
        "unit": unit.code,
        "stands_in": unit.equipment.entry.stands_in,
        "held": msgspec.json.encode(unit.equipment),
    }


EQUIPMENT = StateModel(
    name="equipment",
    version=1,
    prefix="unit",
    aggregate=Unit,
    fields=(Field("site"), Field("unit"), Field("stands_in"), Field("held", "json")),
    row=equipment_row,
    live_on=("site",),
)
"""``held`` is the whole :class:`domain.equipment.Equipment`: a change of its fields raises the version."""

_decode = msgspec.json.Decoder(Equipment).decode


def held(rows: Iterable[RowMapping | Row]) -> dict[str, Equipment]:
    """The pieces of some rows, by their code."""
    return {row["unit"]: _decode(row["held"]) for row in rows}
