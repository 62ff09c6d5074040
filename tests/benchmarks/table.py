"""The results as a table that can stand in a page of Markdown, and as JSON."""

from collections.abc import Sequence
from unicodedata import east_asian_width

import msgspec

from tests.benchmarks.contest import COLUMNS, OURS, Result, duration
from tests.benchmarks.curves.measuring import Curve
from tests.benchmarks.machine import Machine

HEADINGS = ("what", "store", *COLUMNS, "ratio", "target", "met")


class Sheet(msgspec.Struct, frozen=True):
    """Everything of one run.

    Attributes:
        events: Length of the history behind the rows that read one.
    """

    machine: Machine
    events: int
    results: list[Result]
    curves: list[Curve]


def table(results: Sequence[Result]) -> str:
    """Markdown that also reads well as it is; a contender that does not run there leaves its column empty."""
    rows = [HEADINGS, *(_cells(result) for result in results)]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(HEADINGS))]
    lines = [
        " | ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])


def _cells(result: Result) -> tuple[str, ...]:
    times = [duration(result.seconds[name]) if name in result.seconds else "" for name in COLUMNS]
    ratio, met = "", ""
    if result.ratio is not None and result.spread is not None:
        ratio = f"{result.ratio:.2f} ({result.spread[0]:.2f}–{result.spread[1]:.2f})"
        met = "yes" if result.met else "no"
    target = f"≤ {result.target:g}" if OURS in result.seconds else f"(≤ {result.target:g})"
    return (result.what, result.store, *times, ratio, target, met)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
