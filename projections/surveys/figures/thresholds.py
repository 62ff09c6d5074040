"""How many forms a rule asks for, and whether they are there: whole numbers, compared before anything is rounded.

Rules: SVY-01..05, SVY-16. A percentage of a rule is a ``Fraction``; 0.6 as a float is already something else.
"""

from decimal import Decimal
from fractions import Fraction

import msgspec

CENTRAL_QUOTA = Fraction(60, 100)
CENTRAL_ALL_BELOW = 200
CENTRAL_RECOVERY = Fraction(90, 100)
CENTRE_ISSUE = Fraction(95, 100)
CENTRE_RECOVERY = Fraction(95, 100)
OFFICE_SURVEYED = Fraction(2, 3)


class Target(msgspec.Struct, frozen=True):
    """What is asked of a whole, and what is there.

    Attributes:
        there: Forms that count.
        whole: What the part is asked of: households, users, forms issued.
        needed: Fewest forms with which it is met; ``None``: not applicable, the whole is nobody.
    """

    there: int
    whole: int
    needed: int | None

    @property
    def met(self) -> bool | None:
        return None if self.needed is None else self.there >= self.needed


class Central(msgspec.Struct, frozen=True):
    """A central survey's two targets; both are needed, and neither stands in for the other (SVY-03)."""

    issue: Target
    recovery: Target


def central(lived_in: int, issued: int, returned: int) -> Central:
    """A central survey: forms issued against the quota, forms returned against those issued.

    Args:
        lived_in: Lived-in households on the day of the first issue.
        issued: Forms issued, also beyond the quota.
        returned: Forms returned.

    Rules: SVY-01, SVY-02, SVY-03, SVY-16.
    """
    return Central(Target(issued, lived_in, quota(lived_in)), target(returned, issued, CENTRAL_RECOVERY))


def quota(lived_in: int) -> int | None:
    """Forms to issue in a central survey: all households below 200, from there 60 %, rounded up.

    The step is the rule's own: 199 households ask for 199 forms, 200 for 120. ``None``: nobody lives there, not
    applicable. Rules: SVY-01, SVY-16.
    """
    return needed(lived_in, Fraction(1) if lived_in < CENTRAL_ALL_BELOW else CENTRAL_QUOTA)


def target(there: int, whole: int, fraction: Fraction) -> Target:
    """What a fraction of a whole asks for, beside what is there."""
    return Target(there, whole, needed(whole, fraction))


def needed(whole: int, fraction: Fraction) -> int | None:
    """Fewest of a whole that are at least its fraction; ``None``: not applicable, the whole is nobody.

    Raises:
        ValueError: A negative whole, or a fraction that is not from 0 to 1.
    """
    if whole < 0 or not 0 <= fraction <= 1:
        raise ValueError(f"{fraction} of {whole} asks for nothing that can be counted")
    return -(-whole * fraction.numerator // fraction.denominator) if whole else None


def meets(part: int, whole: int, fraction: Fraction) -> bool | None:
    """Whether a part is at least the fraction of a whole; ``None``: not applicable, the whole is nobody."""
    return target(part, whole, fraction).met


def shown(part: int, whole: int, fraction: Fraction | None = None, digits: int = 1) -> Decimal | None:
    """A share in per cent, rounded half up, with as many digits as keep it on its side of the threshold.

    It never reads as met what is not, nor the other way round: 1199 of 2000 against 60 % is 59.95, not 60.0. A share that
    equals a threshold with no last digit, a third, is rounded up. ``None``: not applicable, the whole is nobody.

    Args:
        part: From 0 to ``whole``.
        whole: Of what.
        fraction: The threshold; ``None`` where there is none.
        digits: After the point, at least.
    """
    if not whole:
        return None
    exact = Fraction(part, whole)
    places = digits
    while True:
        rounded = half_up(exact, places)
        if fraction is None or (Fraction(rounded) >= 100 * fraction) == (exact >= fraction):
            return rounded
        if exact == fraction:
            return half_up(exact, digits) + Decimal(1).scaleb(-digits)
        places += 1


def half_up(share: Fraction | float, places: int) -> Decimal:
    """A share as a percentage with so many digits after the point, rounded half up.

    A float is read to twelve digits: 65 of 80 is 81.25 % and shown as 81.3 % whether it comes as two counts or divided.
    """
    if isinstance(share, float):
        share = Fraction(f"{share:.12f}")
    return Decimal(int(share * 10 ** (places + 2) + Fraction(1, 2))).scaleb(-places)
