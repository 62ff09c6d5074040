"""Whether two rounds of a survey differ: better, worse, the same, or nothing that the forms can tell.

The interval of the difference is Newcombe's hybrid score interval (1998, Statistics in Medicine 17, 873-890, method
10), here from limits that know the base (``share``). With ``p`` the shares, ``l`` and ``u`` their limits, 1 the earlier
and 2 the later round::

    p2 - p1 - sqrt((p2 - l2)² + (u1 - p1)²)   to   p2 - p1 + sqrt((u2 - p2)² + (p1 - l1)²)

Both rounds must have drawn their forms independently; where the same households were sought out twice, the interval is
rather too wide. Rounds that asked other people, other questions or on another scale are not compared at all (SVY-14).

*Many at once.* Of twenty themes or buildings without any change, one looks changed by chance. ``together`` judges them by
Holm (1979, Scand. J. Statist. 6, 65-70), so that all its "better" and "worse" of one page hold together with the stated
confidence. Holm and not Benjamini-Hochberg, because each single verdict is read alone, praises or blames a building, and
the themes of one form depend on each other in unknown ways: Holm holds under any dependence, and what it costs is little
among a dozen comparisons.
"""

from collections.abc import Sequence
from math import erfc, sqrt
from operator import itemgetter
from typing import Literal

import msgspec

from projections.surveys.figures.share import USUAL, checked, limits, quantile

FURTHEST = 40.0
HALVINGS = 60

Verdict = Literal["better", "worse", "same", "cannot tell"]
What = Literal["base kind", "scale", "questionnaire", "theme", "figure"]


class Measured(msgspec.Struct, frozen=True):
    """What one round measured of one theme.

    Attributes:
        base_kind: Who is asked: lived-in households, enterprises, users.
        scale: Of the answers, with where "satisfied" begins on it.
        questionnaire: With its version.
        theme: Of the questionnaire (SVY-13).
        happy: Valid forms that count as satisfied.
        valid: Valid forms.
        base: All who could have been asked; ``None`` where that is not known.
    """

    base_kind: str
    scale: str
    questionnaire: str
    theme: str
    happy: int
    valid: int
    base: int | None = None


class Change(msgspec.Struct, frozen=True):
    """The later share less the earlier, from -1 to 1, with its interval.

    Attributes:
        confidence: Of the interval; higher where many were judged together.
    """

    before: Measured
    after: Measured
    low: float
    high: float
    confidence: float

    @property
    def difference(self) -> float:
        return self.after.happy / self.after.valid - self.before.happy / self.before.valid

    @property
    def verdict(self) -> Verdict:
        """What the interval says: "same" only where both rounds asked everybody and got the same share."""
        if self.low > 0:
            return "better"
        if self.high < 0:
            return "worse"
        return "same" if self.certain else "cannot tell"

    @property
    def certain(self) -> bool:
        """Both rounds asked everybody: nothing is left to chance."""
        return self.low == self.high

    @property
    def rebased(self) -> bool:
        """The base is not as large as it was: to be noted beside the comparison (SVY-14)."""
        return self.before.base != self.after.base


class Obstacle(msgspec.Struct, frozen=True):
    """Why two rounds are not compared: what is another, with both values; of "figure", the valid forms."""

    what: What
    before: str
    after: str


class NotComparable(msgspec.Struct, frozen=True):
    """No comparison, for each of these reasons; at least one."""

    obstacles: tuple[Obstacle, ...]


def compare(before: Measured, after: Measured, confidence: float = USUAL) -> Change | NotComparable:
    """One theme in two rounds; not comparable where anything but the time and the size of the base differs.

    Raises:
        ValueError: Counts that no survey can have, or a confidence that is not between 0 and 1.
    """
    for one in (before, after):
        checked(one.happy, one.valid, one.base)
    if found := obstacles(before, after):
        return NotComparable(found)
    return Change(before, after, *newcombe(before, after, quantile(confidence)), confidence)


def obstacles(before: Measured, after: Measured) -> tuple[Obstacle, ...]:
    pairs: tuple[tuple[What, str, str], ...] = (
        ("base kind", before.base_kind, after.base_kind),
        ("scale", before.scale, after.scale),
        ("questionnaire", before.questionnaire, after.questionnaire),
        ("theme", before.theme, after.theme),
    )
    found = [Obstacle(*pair) for pair in pairs if pair[1] != pair[2]]
    if not (before.valid and after.valid):
        found.append(Obstacle("figure", str(before.valid), str(after.valid)))
    return tuple(found)


def together(
    changes: Sequence[Change | NotComparable], confidence: float = USUAL
) -> tuple[Change | NotComparable, ...]:
    """The same comparisons, in the same order, judged as one family by Holm's steps.

    Each interval is widened to the step at which it was judged, so that it touches zero exactly where the verdict is
    "cannot tell". What is certain, or not comparable, is no matter of chance and stays as it is.

    Args:
        changes: All comparisons that are shown beside each other.
        confidence: That none of their "better" and "worse" is due to chance.
    """
    judged = list(changes)
    drawn = [
        (p_value(one), at, one)
        for at, one in enumerate(changes)
        if isinstance(one, Change) and not one.certain
    ]
    level, failed = confidence, False
    for step, (_, at, change) in enumerate(sorted(drawn, key=itemgetter(0))):
        if not failed:
            level = 1 - (1 - confidence) / (len(drawn) - step)
        low, high = newcombe(change.before, change.after, quantile(level))
        judged[at] = msgspec.structs.replace(change, low=low, high=high, confidence=level)
        failed = failed or low <= 0 <= high
    return tuple(judged)


def p_value(change: Change) -> float:
    """How surprising the difference is without a change: 1 less the confidence at which its interval reaches zero."""
    nearest, furthest = 0.0, FURTHEST
    if not reaches_zero(change, furthest):
        return 0.0
    for _ in range(HALVINGS):
        middle = (nearest + furthest) / 2
        if reaches_zero(change, middle):
            furthest = middle
        else:
            nearest = middle
    return erfc(furthest / sqrt(2))


def reaches_zero(change: Change, z: float) -> bool:
    low, high = newcombe(change.before, change.after, z)
    return low <= 0 <= high


def newcombe(before: Measured, after: Measured, z: float) -> tuple[float, float]:
    """Both limits of the difference, at ``z`` standard errors; both rounds have a valid form."""
    first, second = before.happy / before.valid, after.happy / after.valid
    first_low, first_high = limits(before.happy, before.valid, before.base, z)
    second_low, second_high = limits(after.happy, after.valid, after.base, z)
    low = second - first - sqrt((second - second_low) ** 2 + (first_high - first) ** 2)
    high = second - first + sqrt((second_high - second) ** 2 + (first - first_low) ** 2)
    return max(low, -1.0), min(high, 1.0)
