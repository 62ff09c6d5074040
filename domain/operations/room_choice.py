"""What a choice of rooms asks for: what was given, else what the campaign says of its rooms (UNT-04)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from domain.campaigns.campaign import Campaign
from domain.errors import Refused, Term, reason
from domain.operations.words import Part
from domain.rooms.facts import Floor, Place, RoomsChosen
from domain.rooms.sheets import Sheets

Count = Annotated[int, Meta(ge=0, le=1000)]


class FloorInput(Struct, frozen=True):
    """How many rooms the school gives on one floor."""

    building: Annotated[Part, Meta(min_length=1)]
    floor: Part
    rooms: Count


Floors = Annotated[list[FloorInput], Meta(min_length=1, max_length=200)]


class Asked(Struct, frozen=True):
    """What was given with the choice."""

    exam_day: date | None
    active: int | None
    spare: int | None
    floors: Sequence[FloorInput] | None
    sheets: Sheets | None

    def of(self, campaign: Campaign, places: tuple[Place, ...]) -> RoomsChosen:
        """The whole choice; a campaign's floor ``D1`` is building D, floor 1.

        Raises:
            Refused: Something is neither given nor said by the campaign; each is named.
        """
        rooms = campaign.template.rooms if campaign.exists else None
        exam_day = self.exam_day or (campaign.anchor if campaign.exists else None)
        active = self.active if self.active is not None or rooms is None else rooms.active
        spare = self.spare if self.spare is not None or rooms is None else rooms.spare
        sheets = self.sheets or (campaign.template.sheets if campaign.exists else None)
        floors = tuple(self._floors(campaign, places))
        if exam_day is None or active is None or spare is None or sheets is None or not floors:
            given = {
                "exam_day": exam_day, "active": active, "spare": spare, "floors": floors or None, "sheets": sheets
            }  # fmt: skip
            raise Refused(
                *(
                    reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=name)
                    for name, value in given.items()
                    if value is None
                )
            )
        return RoomsChosen(
            exam_day=exam_day, active=active, spare=spare, floors=floors, rooms=places, sheets=sheets
        )

    def _floors(self, campaign: Campaign, places: Sequence[Place]) -> Iterator[Floor]:
        if self.floors is not None:
            yield from (Floor(one.building, one.floor, one.rooms) for one in self.floors)
        elif campaign.exists and campaign.template.rooms:
            known = {f"{one.building}{one.floor}": one for one in places}
            for floor in campaign.template.rooms.floors:
                place = known.get(floor.code)
                yield Floor(*((place.building, place.floor) if place else (floor.code, "")), floor.rooms)
