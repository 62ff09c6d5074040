"""Drawing a sample that anybody can draw again: stratified by building, in the order of a hash of a recorded seed."""

from collections.abc import Mapping, Sequence
from hashlib import sha256


def allocated(size: int, strata: Mapping[str, int]) -> dict[str, int]:
    """How many of each stratum, in proportion to its size, by largest remainders (Hamilton).

    Where the size allows, every stratum that has anybody gets at least one; none gets more than it has. Equal
    remainders go to the stratum whose name comes first.

    Args:
        size: How many in all; at most the sum of the strata is given out.
        strata: Size of each stratum by name.
    """
    there = {name: count for name, count in sorted(strata.items()) if count > 0}
    whole = sum(there.values())
    size = min(size, whole)
    least = 1 if size >= len(there) else 0
    shares = {name: max(size * count // whole, least) for name, count in there.items()}
    while (left := size - sum(shares.values())) != 0:
        step = 1 if left > 0 else -1
        open_to = [
            name for name in there if (shares[name] < there[name] if step > 0 else shares[name] > least)
        ]
        name = max(open_to, key=lambda one: step * (size * there[one] - shares[one] * whole))
        shares[name] += step
    return {name: shares.get(name, 0) for name in sorted(strata)}


def rank(seed: str, unit: str) -> str:
    """The place of a unit in the draw: the SHA-256 of ``<seed>|<unit>`` in hexadecimal digits; lowest first."""
    return sha256(f"{seed}|{unit}".encode()).hexdigest()


def drawn(seed: str, size: int, strata: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The units drawn from each stratum, in the order of the draw."""
    share = allocated(size, {name: len(units) for name, units in strata.items()})
    return {
        name: sorted(units, key=lambda unit: rank(seed, unit))[: share[name]]
        for name, units in strata.items()
        if share[name]
    }
