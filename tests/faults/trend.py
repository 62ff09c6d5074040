"""Whether a series of samples stays flat."""

from collections.abc import Sequence
from statistics import fmean, median


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By how much the second figure grows for one of the first: least squares; 0 for fewer than two points."""
    if len(points) < 2:
        return 0.0
    across, up = fmean(x for x, _ in points), fmean(y for _, y in points)
    spread = sum((x - across) ** 2 for x, _ in points)
    return sum((x - across) * (y - up) for x, y in points) / spread if spread else 0.0


def quarters(figures: Sequence[float]) -> tuple[float, float]:
    """Medians of the first and of the last quarter, of at least one figure each."""
    size = max(1, len(figures) // 4)
    return median(figures[:size]), median(figures[-size:])


def quantile(figures: Sequence[float], part: float) -> float:
    """The quantile of some figures, the upper of two where it falls between; 0 for none."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
