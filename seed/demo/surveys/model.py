"""What a household answers: its temper, the level of each theme, what events raised, and the day's mood.

A latent figure ``level + raised + 0.7·temper + 0.71·mood`` with both of the standard normal distribution falls between
the points of the scale; above 0 it is satisfied on five points. On three points people call themselves satisfied
sooner, which is why a line breaks where the scale changes (SVY-14).
"""

from bisect import bisect_left
from statistics import NormalDist
from typing import Final

from seed.demo.chance import Chance
from seed.demo.surveys.round import Round
from seed.demo.surveys.script import script

TEMPER: Final = 0.7
MOOD: Final = 0.71
LEFT_OUT: Final = 0.03
"""Share of the questions that people leave out, where they may."""

GRUDGE: Final = 1.3
"""How much less content those are who send their form in late."""

CUTS: Final = {3: (-1.4, -0.35), 5: (-2.0, -1.0, 0.0, 1.2)}
_NORMAL: Final = NormalDist()


def answers_of(round_: Round, unit: str, *, grudge: bool = False) -> dict[str, int]:
    """What a household would tick in a round, by theme; the same whenever it is asked."""
    temper = TEMPER * _normal(Chance(round_.seed, "temper", unit)) - (GRUDGE if grudge else 0.0)
    chance = round_.chance("answers", unit)
    said: dict[str, int] = {}
    for theme in round_.sheet.themes:
        feels = script().levels[theme.code] + _raised(round_.number, theme.code)
        feels += temper + MOOD * _normal(chance)
        if theme.required or chance.share() >= LEFT_OUT:
            said[theme.code] = 1 + bisect_left(CUTS[round_.sheet.scale.points], feels)
    return said


def alike(round_: Round) -> dict[str, int]:
    """What somebody ticks who fills the forms in without asking anybody."""
    points = round_.sheet.scale.points
    return {theme.code: points - (number == 1) for number, theme in enumerate(round_.sheet.themes)}


def mistyped(answers: dict[str, int]) -> dict[str, int]:
    """The same with one figure beside its neighbour, as a tired hand keys it."""
    theme = min(answers)
    return {**answers, theme: answers[theme] - 1 if answers[theme] > 1 else answers[theme] + 1}


def _raised(number: int, theme: str) -> float:
    return sum(event.raises.get(theme, 0.0) for event in script().events if event.before <= number)


def _normal(chance: Chance) -> float:
    return _NORMAL.inv_cdf(min(max(chance.share(), 1e-9), 1 - 1e-9))
