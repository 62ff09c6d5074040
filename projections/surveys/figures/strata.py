"""Buildings as strata: the share of the estate when forms came back unevenly.

It weighs each building by its households, not by its forms (Holt and Smith 1979, J. R. Statist. Soc. A 142, 33-46)::

    p = Σ W p_h,   W = N_h / N      V = Σ W² (N_h - n_h) / (N_h - 1) s_h² / n_h

Its interval is Wilson's with the effective size ``p (1 - p) / V``, as in ``share``. ``s_h²`` within each building is
taken once from all, as ``p (1 - p)``, which is Kish's (1965) allowance for unequal weights and stays true where a
building has one form or all its forms agree; and once from its own forms, where it has two. The larger ``V`` counts.
Rule: SVY-16.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import inf

import msgspec

from domain.surveys.sampling import allocated
from projections.surveys.figures.share import USUAL, checked, effective, limits, quantile, wilson


class Stratum(msgspec.Struct, frozen=True):
    """What came back from one stratum.

    Attributes:
        size: Households.
        happy: Valid forms that count as satisfied.
        valid: Valid forms.
    """

    size: int
    happy: int
    valid: int


class Weighed(msgspec.Struct, frozen=True):
    """The share of all strata that answered, from 0 to 1.

    Attributes:
        weighted: By households; ``False``: forms came back as allocated, and it is the plain share.
        size: Households of the strata that it speaks for.
        unheard: Strata with households and without a valid form, for which it does not speak.
    """

    point: float
    low: float
    high: float
    confidence: float
    weighted: bool
    size: int
    unheard: tuple[str, ...]


def estimate(strata: Mapping[str, Stratum], confidence: float = USUAL) -> Weighed | None:
    """The share of all strata that answered; ``None``: not applicable, or nobody answered.

    Where the valid forms are spread over the strata as a draw of as many would be
    (:func:`domain.surveys.sampling.allocated`), this is the plain share and its interval, so that it is the same number
    as elsewhere.

    Raises:
        ValueError: Counts that no survey can have, or a confidence that is not between 0 and 1.
    """
    for one in strata.values():
        checked(one.happy, one.valid, one.size)
    heard = {name: one for name, one in strata.items() if one.valid}
    if not heard:
        return None
    unheard = tuple(name for name, one in strata.items() if one.size and not one.valid)
    size = sum(one.size for one in heard.values())
    happy, valid = sum(one.happy for one in heard.values()), sum(one.valid for one in heard.values())
    spread = allocated(valid, {name: one.size for name, one in heard.items()})
    as_allocated = spread == {name: one.valid for name, one in heard.items()}
    z = quantile(confidence)
    point = happy / valid if as_allocated else mean(heard.values())
    low, high = limits(happy, valid, size, z) if as_allocated else weighed(list(heard.values()), point, z)
    return Weighed(point, low, high, confidence, not as_allocated, size, unheard)


def mean(strata: Iterable[Stratum]) -> float:
    """The share with each stratum weighed by its households; each has a valid form."""
    parts = [(Fraction(one.size * one.happy, one.valid), one.size) for one in strata]
    return float(sum(part for part, _ in parts) / sum(size for _, size in parts))


def weighed(strata: list[Stratum], point: float, z: float) -> tuple[float, float]:
    """Both limits of that share, at ``z`` standard errors."""
    total = sum(one.size for one in strata)
    shared = sum((one.size / total) ** 2 / effective(one.valid, one.size) for one in strata)
    own = sum(
        (one.size / total) ** 2 * spread_within(one, point) / effective(one.valid, one.size) for one in strata
    )
    size = 1 / shared if shared else inf
    if own > point * (1 - point) * shared:
        size = point * (1 - point) / own
    low, high = wilson(point, size, z)
    known, unhappy = sum(one.happy for one in strata), sum(one.valid - one.happy for one in strata)
    return max(low, known / total), min(high, (total - unhappy) / total)


def spread_within(one: Stratum, point: float) -> float:
    """The variance of single answers: the stratum's own where it has two forms, else that of all."""
    if one.valid == 1:
        return point * (1 - point)
    own = one.happy / one.valid
    return own * (1 - own) * one.valid / (one.valid - 1)
