"""The units of a site, of which kind, with who owns and rents them by register id; the call form looks them up."""

from domain.units import Unit
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


def home_row(unit: Unit, reference: Reference) -> Row:
    return {
        "site": unit.id.split(":")[1],
        "unit": unit.code,
        "kind": unit.kind.value,
        "building": unit.file.building,
        "handover_state": unit.handover_state.value,
        "permanently_resident": int(unit.permanently_resident),
        "owner": unit.owner.id if unit.owner else "",
        "tenants": " ".join(sorted(unit.tenants)),
    }


HOMES = StateModel(
    name="homes",
    version=2,
    prefix="unit",
    aggregate=Unit,
    fields=(
        Field("site"),
        Field("unit"),
        Field("kind"),
        Field("building"),
        Field("handover_state"),
        Field("permanently_resident", "number"),
        Field("owner"),
        Field("tenants"),
    ),
    row=home_row,
    live_on=("site",),
)
