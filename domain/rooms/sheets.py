"""What is checked in every room, when and by whom: rounds × checks × items, as data of a campaign's template.

Rules: EXM-T05..T09, EXM-T14, EXM-T17, FRM-16, CON-13.
"""

from collections.abc import Iterator
from re import ASCII, fullmatch
from typing import Annotated
from unicodedata import normalize

import msgspec
from msgspec import Meta

from domain.named import Named
from domain.roles import Role

Code = Annotated[str, Meta(min_length=1, max_length=30, pattern=r"^[a-z0-9_-]+(?!\n)$")]
Days = Annotated[int, Meta(ge=0, le=90)]


class Scale(msgspec.Struct, frozen=True):
    """What is read from a line of a checklist: its unit, and the least and most that can be true."""

    unit: Annotated[str, Meta(min_length=1, max_length=10)]
    least: int
    most: int

    def read(self, said: str) -> str:
        """``24``, ``24℃`` and ``２４ ℃`` as ``24 ℃``; empty where it is no number or cannot be true."""
        plain = normalize("NFKC", said).removesuffix(normalize("NFKC", self.unit)).strip()
        number = fullmatch(r"-?\d{1,4}(\.\d)?", plain, ASCII)
        is_plausible = number is not None and self.least <= float(plain) <= self.most
        return f"{plain} {self.unit}" if is_plausible else ""


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a checklist (FRM-16); ``reads`` where a value is read beside its tick."""

    code: Code
    name: Named
    reads: Scale | None = None


class Check(msgspec.Struct, frozen=True):
    """One tick of a room.

    Attributes:
        name: Two characters in Chinese, which also say in the grid what is wrong.
        form: The paper that it is written on: ``FRM-16``; empty where there is none.
        roles: Who may record it.
    """

    code: Code
    name: Named
    items: Annotated[tuple[Item, ...], Meta(max_length=60)]
    form: Annotated[str, Meta(max_length=30)] = ""
    form_name: Named | None = None
    roles: tuple[Role, ...] = (Role.TECHNICIAN, Role.ENGINEERING_HEAD)

    def item(self, code: str) -> Item | None:
        return next((one for one in self.items if one.code == code), None)


class Look(msgspec.Struct, frozen=True):
    """One check within a round.

    Attributes:
        task: The campaign's task that it answers for: ``T07``.
        items: Codes of the check's items that this round looks at; empty for all.
        reopens: Whether a swapped-in room must do it again (EXM-35).
    """

    check: Code
    task: Annotated[str, Meta(max_length=30)]
    items: Annotated[tuple[Code, ...], Meta(max_length=60)] = ()
    reopens: bool = True


class Walk(msgspec.Struct, frozen=True):
    """One round of checks through all rooms, with a deadline of its own (CON-13).

    Attributes:
        days_before: Due by the end of the day so many days before the exam (CAL-09).
        heads: How many go together; 3 where the source asks for groups of three (EXM-T06).
    """

    code: Code
    name: Named
    days_before: Days
    looks: Annotated[tuple[Look, ...], Meta(max_length=20)]
    heads: Annotated[int, Meta(ge=1, le=9)] = 1

    def look(self, check: str) -> Look | None:
        return next((one for one in self.looks if one.check == check), None)


class Sheets(msgspec.Struct, frozen=True):
    """All checks and rounds of one exam, in the order in which people see them."""

    checks: Annotated[tuple[Check, ...], Meta(max_length=20)]
    walks: Annotated[tuple[Walk, ...], Meta(max_length=20)]

    def check(self, code: str) -> Check | None:
        return next((one for one in self.checks if one.code == code), None)

    def walk(self, code: str) -> Walk | None:
        return next((one for one in self.walks if one.code == code), None)

    def scale(self, check: str, item: str) -> Scale | None:
        """What is read from an item; ``None`` where nothing is."""
        sheet = self.check(check)
        found = sheet.item(item) if sheet else None
        return found.reads if found else None

    def items(self, walk: str, check: str) -> tuple[str, ...]:
        """The item codes of a check in a round; none where that round does not look at it."""
        found, sheet = self.walk(walk), self.check(check)
        look = found.look(check) if found else None
        if sheet is None or look is None:
            return ()
        return look.items or tuple(item.code for item in sheet.items)

    def looks(self) -> Iterator[tuple[Walk, Look]]:
        for walk in self.walks:
            for look in walk.looks:
                yield walk, look

    def flaws(self) -> list[str]:
        """Codes that stand twice or point to nothing; empty for sheets that can be worked with."""
        checks = [one.code for one in self.checks]
        found = [f"{code}" for code in checks if checks.count(code) > 1]
        walks = [one.code for one in self.walks]
        found += [code for code in walks if walks.count(code) > 1]
        for walk, look in self.looks():
            sheet = self.check(look.check)
            if sheet is None or not sheet.items:
                found.append(f"{walk.code}/{look.check}")
                continue
            found += [f"{walk.code}/{look.check}/{item}" for item in look.items if sheet.item(item) is None]
        return list(dict.fromkeys(found))
