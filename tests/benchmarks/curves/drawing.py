"""The curves as one SVG: a panel a thing, both axes logarithmic, a line a store; light and dark."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from tests.benchmarks.contest import duration
from tests.benchmarks.curves.measuring import Curve

ACROSS, WIDTH, HEIGHT = 4, 250, 190
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 34, 30
STYLE = """
text { font: 11px system-ui, sans-serif; fill: #4a4f57 } .title { font-weight: 600; fill: #1c1f24 }
.axis { stroke: #d5d9de; stroke-width: 1 } .line { fill: none; stroke-width: 2 }
.s0 { stroke: #1f6fd0 } .s1 { stroke: #c2570c } .f0 { fill: #1f6fd0 } .f1 { fill: #c2570c }
@media (prefers-color-scheme: dark) {
  text { fill: #b4bac2 } .title { fill: #eef0f2 } .axis { stroke: #3c424a }
  .s0 { stroke: #6aa8f0 } .s1 { stroke: #f09a5c } .f0 { fill: #6aa8f0 } .f1 { fill: #f09a5c }
}
"""


def drawn(curves: Sequence[Curve], caption: str) -> str:
    """The whole picture.

    Args:
        curves: At least one; those of one thing share a panel.
        caption: The machine, in one line.
    """
    whats = list(dict.fromkeys(curve.what for curve in curves))
    stores = list(dict.fromkeys(curve.store for curve in curves))
    width, height = ACROSS * WIDTH, ceil(len(whats) / ACROSS) * HEIGHT + 28
    panels = [
        f'<g transform="translate({at % ACROSS * WIDTH} {at // ACROSS * HEIGHT})">'
        f"{_panel(what, [curve for curve in curves if curve.what == what], stores)}</g>"
        for at, what in enumerate(whats)
    ]
    legend = "".join(
        f'<text x="{LEFT + at * 130}" y="{height - 10}"><tspan class="f{at}">●</tspan> {escape(store)}</text>'
        for at, store in enumerate(stores)
    )
    said = f'<text x="{width - RIGHT}" y="{height - 10}" text-anchor="end">{escape(caption)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f"<title>Cost by length of the history</title><style>{STYLE}</style>{''.join(panels)}{legend}{said}</svg>\n"
    )


def _panel(what: str, curves: Sequence[Curve], stores: Sequence[str]) -> str:
    lengths = [log10(length) for curve in curves for length, _ in curve.points]
    costs = [log10(seconds) for curve in curves for _, seconds in curve.points]
    first, last = floor(min(lengths)), max(ceil(max(lengths)), floor(min(lengths)) + 1)
    low, high = floor(min(costs)), max(ceil(max(costs)), floor(min(costs)) + 1)

    def across(exponent: float) -> float:
        return LEFT + (exponent - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def up(exponent: float) -> float:
        return HEIGHT - BOTTOM - (exponent - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text class="title" x="8" y="18">{escape(what)}</text>']
    for exponent in range(low, high + 1):
        y = up(exponent)
        parts.append(f'<path class="axis" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{duration(10.0**exponent)}</text>'
        )
    for exponent in range(first, last + 1):
        label = f'10<tspan dy="-4" font-size="8">{exponent}</tspan>'
        parts.append(
            f'<text x="{across(exponent):.1f}" y="{HEIGHT - 10}" text-anchor="middle">{label}</text>'
        )
    for curve in curves:
        spots = [(across(log10(length)), up(log10(seconds))) for length, seconds in curve.points]
        colour = stores.index(curve.store)
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        parts.append(f'<path class="line s{colour}" d="M{path}"/>')
        parts += [f'<circle class="f{colour}" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in spots]
    return "".join(parts)
