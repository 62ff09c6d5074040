"""A house with equipment, what its people record of it, and what stands on a page."""

from datetime import timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from console.wiring import House
from projections.tickets.equipment_records import EquipmentRecord, equipment_records
from projections.tickets.equipment_register import Piece, equipment
from tests.console.houses import order
from tests.console.ticketpage.office import Clock


class Plant:
    """One house at the site's nine o'clock."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house, self.clock, self.sent = house, clock, 0

    def note(self, kind: str, finding: str = "in_order", unit: str = "SB-01", **more: Any) -> Any:
        """A technician records, ten minutes after the last."""
        self.clock.now += timedelta(minutes=10)
        self.sent += 1
        given = {"unit": unit, "kind": kind, "finding": finding, **more}
        outcome = order(self.house, "equipment.record", str(self.sent), by="tech01", **given)
        self.house.worker.wait_for(outcome.position, 10)
        return outcome

    def piece(self, unit: str = "SB-01") -> Piece:
        (found,) = equipment(self.house.views, site="s1", unit=unit)
        return found

    def records(self, unit: str = "SB-01") -> list[EquipmentRecord]:
        return equipment_records(self.house.views, site="s1", unit=unit)


def html(page: AppTest) -> str:
    """All that was drawn as HTML: tables, notes, what was done."""
    return " ".join(str(one.proto.body) for one in page.get("html"))


def fill(page: AppTest, **fields: Any) -> None:
    """Type into the record form as it stands."""
    for field, value in fields.items():
        widget = field_of(page, field)
        widget.set_value(value)


def field_of(page: AppTest, field: str) -> Any:
    kinds = ("text_input", "text_area", "selectbox", "checkbox", "toggle", "button_group", "date_input")
    (found,) = [
        one for kind in kinds for one in page.get(kind) if str(one.key).startswith(f"equipment.{field}.")
    ]
    return found


def press(page: AppTest, field: str = "send") -> AppTest:
    next(one for one in page.button if str(one.key).startswith(f"equipment.{field}")).click()
    page.run()
    assert not page.exception
    return page
