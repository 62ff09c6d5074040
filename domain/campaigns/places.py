"""The rooms of a campaign: how many and where, the rounds through them, and what is filled in for each."""

from typing import Annotated

import msgspec

from domain.campaigns.due import Due
from domain.named import Named

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a template: unknown fields are refused, so that a typing mistake is not lost."""


class FormItem(Shape, frozen=True):
    code: Code
    name: Named


class Form(Shape, frozen=True):
    """What is written down: the columns of a list, or the items that are checked."""

    code: Code
    name: Named
    items: tuple[FormItem, ...] = ()
    rule: str = ""


class Round(Shape, frozen=True):
    """One passage through all rooms.

    Attributes:
        task: The task that it serves.
        forms: Forms filled for each room.
        together: How many go together (EXM-T06).
        spares: Spare rooms are checked, too.
    """

    code: Code
    name: Named
    due: Due
    task: str = ""
    forms: tuple[str, ...] = ()
    together: int | None = None
    spares: bool = True


class Floor(Shape, frozen=True):
    """A floor or area with rooms."""

    code: Code
    name: Named
    rooms: int


class Rooms(Shape, frozen=True):
    """How many rooms, and where: the floors add up to active and spare (UNT-04)."""

    active: int
    spare: int
    floors: tuple[Floor, ...]
