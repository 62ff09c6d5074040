"""What is known to be out of order at units and places until it is gone: faulty entry doors and the like (UNT-08)."""

import msgspec

from domain.units import Unit
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference
from projections.units.households import as_counted


class Defect(msgspec.Struct, frozen=True):
    """``what`` is ``None`` once it was erased."""

    number: str
    what: str | None


class Defective(msgspec.Struct, frozen=True):
    """One unit with its open defects, oldest first; ``name`` is how people call a place."""

    unit: str
    kind: str
    building: str
    entrance: str
    name: str
    defects: list[Defect]


def defects_row(unit: Unit, reference: Reference) -> Row | None:
    if not unit.defects:
        return None
    return {
        "site": unit.id.split(":")[1],
        "unit": unit.code,
        "kind": unit.kind.value,
        "building": unit.file.building,
        "entrance": unit.file.entrance,
        "name": unit.place.name if unit.place else "",
        "numbers": " ".join(unit.defects),
        "texts": " ".join(ref.id for ref in unit.defects.values()),
    }


DEFECTS = StateModel(
    name="defects",
    version=1,
    prefix="unit",
    aggregate=Unit,
    fields=tuple(
        Field(name) for name in ("site", "unit", "kind", "building", "entrance", "name", "numbers", "texts")
    ),
    row=defects_row,
    live_on=("site",),
)


@question("known_defects")
def known_defects(views: Views, *, site: str, kind: str = "", as_of: AsOf = None) -> list[Defective]:
    """Units and places with defects that are known and still open, of one kind or all, building by building (UNT-08)."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(DEFECTS, "site = :site AND (:kind = '' OR kind = :kind)", site=site, kind=kind)
    said = views.texts(text for row in rows for text in row["texts"].split())
    found = [
        Defective(
            row["unit"],
            row["kind"],
            row["building"],
            row["entrance"],
            row["name"],
            [
                Defect(number, said.get(text))
                for number, text in zip(row["numbers"].split(), row["texts"].split(), strict=True)
            ],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (as_counted(one.building), as_counted(one.entrance), one.unit))
