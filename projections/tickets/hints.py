"""Hints while a call is taken: is it the same household, the same caller, or the same trouble as something open?"""

from typing import Literal

import msgspec

from projections.asking.registry import question
from projections.asking.views import Views
from projections.tickets.queue import QUEUE, Held

Why = Literal["caller", "household", "trouble"]
_ALIKE_PCT = 50


class Hint(msgspec.Struct, frozen=True):
    """An open ticket that this call may belong to; ``reported_at`` in Unix seconds.

    Attributes:
        why: ``caller``: the same phone; ``household``: the same unit; ``trouble``: the same tariff item, or much
            the same words, in the same building.
        note: What happened last, as a code.
    """

    id: str
    number: str
    kind: str
    unit: str
    matter: str | None
    why: Why
    note: str
    reported_at: int


@question("open_at_unit")
def open_at_unit(
    views: Views, *, site: str, unit: str, phone: str = "", item: str = "", words: str = ""
) -> list[Hint]:
    """Open tickets that a call may be about: same household first, then same caller, then same trouble nearby."""
    with views.snapshot() as snapshot:
        rows = snapshot.rows(QUEUE, "site = :site", site=site)
    held = [(row["key"], row["unit"], msgspec.json.decode(row["held"], type=Held)) for row in rows]
    matters = views.texts(one.matter for _, _, one in held)
    people = views.people(one.caller for _, _, one in held) if phone else {}
    hints: list[Hint] = []
    for key, where, one in held:
        matter = matters.get(one.matter)
        same_phone = bool(phone) and people.get(one.caller, {}).get("phone") == phone
        same_building = bool(unit) and where.partition("-")[0] == unit.partition("-")[0]
        same_trouble = same_building and ((item and one.item == item) or alike(words, matter or ""))
        why: Why | None = (
            "household"
            if unit and where == unit
            else "caller"
            if same_phone
            else "trouble"
            if same_trouble
            else None
        )
        if why:
            hints.append(Hint(key, one.number, one.kind, where, matter, why, one.note, one.reported_at))
    order: dict[str, int] = {"household": 0, "caller": 1, "trouble": 2}
    return sorted(hints, key=lambda hint: (order[hint.why], -hint.reported_at))


def alike(one: str, other: str) -> bool:
    """Whether half of the shorter text's neighbouring pairs of letters stand in the other too."""
    pairs = [_pairs(one), _pairs(other)]
    shorter = min(len(pair) for pair in pairs)
    return shorter > 0 and 100 * len(pairs[0] & pairs[1]) >= _ALIKE_PCT * shorter


def _pairs(words: str) -> set[str]:
    letters = "".join(letter for letter in words.casefold() if letter.isalnum())
    return {letters[place : place + 2] for place in range(len(letters) - 1)}
