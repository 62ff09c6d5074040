"""A percentage for reading alone, which never says that a threshold is met where it is not (SVY-01..05).

Whether it is met is decided in whole forms (:class:`domain.surveys.template.Share`). A percentage of a rule is a
``Fraction``; 0.6 as a float is already something else.
"""

from decimal import Decimal
from fractions import Fraction


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
