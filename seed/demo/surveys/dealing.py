"""What becomes of each form of a round: who carries it, when it goes out, and whether and how it comes back."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from domain.surveys.form_facts import Invalid
from seed.demo import crew
from seed.demo.chance import Chance
from seed.demo.surveys.round import Round

Fate = Literal["back", "page", "silent", "late", "lost"]


class Dealt(msgspec.Struct, frozen=True):
    """One form.

    Attributes:
        issued, back: Days on which it goes out and, on paper, comes back.
        invalid: Why it is not valid, where it is not.
        differs: Its two keyings differ.
    """

    number: int
    unit: str
    surveyor: str
    issued: int
    fate: Fate
    back: int = 0
    invalid: Invalid | None = None
    differs: bool = False


def dealt(round_: Round) -> Sequence[Dealt]:
    """Every form that was drawn, by number; each surveyor goes through neighbouring buildings."""
    told, chance = round_.told, round_.chance("dealing")
    count = len(round_.units)
    carried = {number: crew.SURVEYORS[(number - 1) * len(crew.SURVEYORS) // count] for number in round_.units}
    fates = _fates(round_, carried, chance)
    invalid = _flaws(round_, fates, carried, chance)
    forms: list[Dealt] = []
    for number, unit in round_.units.items():
        issued = chance.pick(told.issued)
        fit = [day for day in told.back if day > issued + 1] or told.back[-1:]
        forms.append(
            Dealt(
                number=number,
                unit=unit,
                surveyor=carried[number],
                issued=issued,
                fate=fates[number],
                back=chance.pick(fit[:3]),
                invalid=invalid.get(number),
            )
        )
    return _differing(round_, forms)


def _fates(round_: Round, carried: dict[int, str], chance: Chance) -> dict[int, Fate]:
    """Nobody is silent, and nobody answers alone, where a surveyor fills in all forms alike."""
    told, count = round_.told, len(carried)
    open_to = chance.shuffled([number for number in carried if carried[number] != told.alike])
    fates: dict[int, Fate] = dict.fromkeys(carried, "back")
    silent, late = _of(told.silent, count), _of(told.late, count)
    page = _of(told.page, count - silent)
    shares: tuple[tuple[Fate, int], ...] = (
        ("late", late),
        ("silent", silent - late),
        ("page", page),
        ("lost", int(told.loses)),
    )
    for fate, so_many in shares:
        for _ in range(min(so_many, len(open_to) - 1)):
            fates[open_to.pop()] = fate
    return fates


def _flaws(
    round_: Round, fates: dict[int, Fate], carried: dict[int, str], chance: Chance
) -> dict[int, Invalid]:
    """A few forms that do not count, where there are enough others."""
    sound = [number for number in fates if fates[number] == "back" and carried[number] != round_.told.alike]
    return dict(zip(chance.shuffled(sound), round_.told.invalid[: len(sound) // 5], strict=False))


def _differing(round_: Round, forms: Sequence[Dealt]) -> Sequence[Dealt]:
    """The first forms that come back sound are those of which two keyings differ."""
    sound = [form for form in forms if form.fate == "back" and not form.invalid]
    first = sorted(sound, key=lambda form: (form.back, form.number))
    chosen = {form.number for form in first[::2][: _of(round_.told.differing, len(sound))]}
    return [msgspec.structs.replace(form, differs=True) if form.number in chosen else form for form in forms]


def _of(hundredths: int, count: int) -> int:
    return round(count * hundredths / 100)
