"""Whether a series of samples stays flat."""

from collections.abc import Sequence
from itertools import combinations
from statistics import median
from typing import TypeVar

T = TypeVar("T")
WARM_UP = 1 / 3
"""Part of a run in which caches fill; what grows there says nothing about the hours to come."""


def warm(samples: Sequence[T]) -> Sequence[T]:
    """The samples after the warm-up."""
    return samples[int(len(samples) * WARM_UP) :]


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By how much the second figure grows for one of the first; 0 for fewer than two points.

    The median of the slopes between any two points (Theil 1950, Sen 1968): one jump, such as a buffer that is needed
    once, does not count as growth, and a steady rise does not hide behind one fall.
    """
    slopes = [
        (up - low) / (right - left) for (left, low), (right, up) in combinations(points, 2) if right != left
    ]
    return median(slopes) if slopes else 0.0


def quarters(figures: Sequence[float]) -> tuple[float, float]:
    """Medians of the first and of the last quarter, of at least one figure each."""
    size = max(1, len(figures) // 4)
    return median(figures[:size]), median(figures[-size:])


def quantile(figures: Sequence[float], part: float) -> float:
    """The quantile of some figures, the upper of two where it falls between; 0 for none."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
