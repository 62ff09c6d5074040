"""Buildings as strata: how many forms each gets, and the share of the estate when they came back unevenly.

*Forms* are spread in proportion to the households (Cochran 1977, Sampling Techniques, section 5.5) and made whole by the
largest remainder (Hamilton's method: Balinski and Young 1982, Fair Representation). A building with anybody in it gets at
least one form while there are enough.

*The share* weighs each building by its households, not by its forms (Holt and Smith 1979, J. R. Statist. Soc. A 142,
33-46)::

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

from projections.surveys.figures.share import USUAL, checked, effective, limits, quantile, wilson


class Allocation(msgspec.Struct, frozen=True):
    """How many forms each stratum gets.

    Attributes:
        forms: By stratum, every one named; their sum is what was to be spread.
        empty: Strata with nobody in them: they get none.
        without: Strata with households that get none, because there are fewer forms than strata.
    """

    forms: Mapping[str, int]
    empty: tuple[str, ...]
    without: tuple[str, ...]


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


def allocate(forms: int, sizes: Mapping[str, int]) -> Allocation | None:
    """Spread forms over strata; ``None``: not applicable, there is no household.

    Of equal remainders the larger stratum goes first, then the one that is named first.

    Raises:
        ValueError: Fewer than no forms, more than households, or a stratum of fewer than nobody.
    """
    total = sum(sizes.values())
    if min(sizes.values(), default=0) < 0 or not 0 <= forms <= total:
        raise ValueError(f"{forms} forms cannot be spread over {total} households")
    if not total:
        return None
    inhabited = {name: size for name, size in sizes.items() if size}
    given = with_one_each(forms, inhabited) if forms >= len(inhabited) else proportional(forms, inhabited)
    return Allocation(
        forms={name: given.get(name, 0) for name in sizes},
        empty=tuple(name for name, size in sizes.items() if not size),
        without=tuple(name for name in inhabited if not given[name]),
    )


def with_one_each(forms: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Strata whose part is less than one form get one; what is left is spread over the others."""
    others, left = dict(sizes), forms
    while small := [name for name, size in others.items() if left * size < sum(others.values())]:
        others = {name: size for name, size in others.items() if name not in small}
        left -= len(small)
    return {name: 1 for name in sizes if name not in others} | proportional(left, others)


def proportional(forms: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Whole parts first, then one form each by the largest remainder."""
    total = sum(sizes.values())
    given = {name: forms * size // total for name, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-(forms * sizes[name] % total), -sizes[name]))
    for name in by_remainder[: forms - sum(given.values())]:
        given[name] += 1
    return given


def estimate(strata: Mapping[str, Stratum], confidence: float = USUAL) -> Weighed | None:
    """The share of all strata that answered; ``None``: not applicable, or nobody answered.

    Where the valid forms are spread over the strata as ``allocate`` would have it, this is the plain share and its
    interval, so that it is the same number as elsewhere.

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
    spread = allocate(valid, {name: one.size for name, one in heard.items()})
    as_allocated = spread is not None and spread.forms == {name: one.valid for name, one in heard.items()}
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
