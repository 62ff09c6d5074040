"""Charts of satisfaction: what they draw of their rows, and where an axis begins."""

from typing import Any

import msgspec
import pytest

from console.satisfaction.chart_rows import Mark, Part, Point, Stage
from console.satisfaction.charts import funnel, parts, trend

INK = "#47524D"
JUNE = Point(0, ("Jun 2025", "90 of 120"), "90.7", 90.7, 88.8, 92.4, stretch=0, story="June")
DECEMBER = Point(183, ("Dec 2025", "110 of 120"), "91.8", 91.8, 90.2, 93.2, stretch=0, story="December")
RESTATED = Point(
    365, ("Jun 2026", "112 of 120"), "93.8", 93.8, 92.4, 94.9, stretch=1, reported=95.2, reported_said="95.2"
)


def layers(chart: Any, mark: str) -> list[dict[str, Any]]:
    return [one for one in chart.to_dict()["layer"] if one["mark"]["type"] == mark]


def rows(chart: Any, layer: dict[str, Any]) -> list[dict[str, Any]]:
    whole = chart.to_dict()
    data = layer.get("data") or whole["data"]
    return data["values"] if "values" in data else whole["datasets"][data["name"]]


def test_svy_14_a_line_joins_only_rounds_of_one_stretch() -> None:
    chart = trend([JUNE, DECEMBER, RESTATED], [], INK)
    (line,) = layers(chart, "line")
    assert line["encoding"]["detail"]["field"] == "stretch"
    assert [one["stretch"] for one in rows(chart, line)] == [0, 0, 1]


def test_every_round_has_its_interval_and_its_base_under_the_axis() -> None:
    chart = trend([JUNE, DECEMBER], [], INK)
    (interval,) = layers(chart, "rule")
    assert [(one["low"], one["high"]) for one in rows(chart, interval)] == [(88.8, 92.4), (90.2, 93.2)]
    axis = interval["encoding"]["x"]["axis"]
    assert axis["values"] == [183, 0], "the latest keeps its room on a telephone"
    assert (axis["labelOverlap"], axis["labelSeparation"]) == ("greedy", 8)
    assert '"183":["Dec 2025","110 of 120"]' in axis["labelExpr"]


def test_a_restated_figure_is_a_hollow_diamond_beside_what_is_known_now() -> None:
    chart = trend([JUNE, RESTATED], [], INK)
    diamond = next(one for one in layers(chart, "point") if one["mark"].get("shape") == "diamond")
    assert [(one["day"], one["share"], one["said"]) for one in rows(chart, diamond)] == [(365, 95.2, "95.2")]
    plain = trend([JUNE, DECEMBER], [], INK)
    assert not [one for one in layers(plain, "point") if one["mark"].get("shape") == "diamond"]


def test_events_are_numbered_and_a_break_is_dashed_otherwise() -> None:
    chart = trend(
        [JUNE, RESTATED], [Mark(100, 1, breaks=True, story="scale"), Mark(200, 2, story="lifts")], INK
    )
    dashed = next(one for one in layers(chart, "rule") if "strokeDash" in one["encoding"])
    assert [(one["day"], one["said"], one["kind"]) for one in rows(chart, dashed)] == [
        (100, "1", "break"),
        (200, "2", "event"),
    ]


@pytest.mark.parametrize(
    ("low", "bottom"), [(95.0, 80), (84.4, 80), (80.0, 80), (79.9, 75), (41.0, 40), (0.0, 0)]
)
def test_an_axis_starts_at_a_line_below_every_limit_and_never_above_eighty(low: float, bottom: int) -> None:
    one = Point(0, ("a", "b"), "x", 97.0, low, 98.0, stretch=0)
    (interval,) = layers(trend([one], [], INK), "tick")[:1]
    line = layers(trend([one], [], INK), "line")[0]
    assert line["encoding"]["y"]["scale"]["domain"] == [bottom, 100]
    assert interval["mark"]["orient"] == "horizontal"


def test_a_theme_stands_beside_its_round_before_where_that_can_be_compared() -> None:
    lifts = Part("Public facilities", "87.5 better", 87.5, 85.8, 89.0, before=80.0)
    charge = Part("Service charge", "82.1", 82.1, 80.2, 83.9)
    chart = parts([lifts, charge], INK)
    hollow = layers(chart, "point")[-1]
    assert [(one["name"], one["share"]) for one in rows(chart, hollow)] == [("Public facilities", 80.0)]
    assert layers(chart, "point")[0]["encoding"]["y"]["sort"] == ["Public facilities", "Service charge"]
    assert len(layers(parts([charge], INK), "point")) == 1


def test_a_funnel_starts_at_zero_and_marks_what_is_needed_in_whole_forms() -> None:
    chart = funnel(
        [Stage("Issued", 118, "118", 114, "needs 114"), Stage("Valid", 0, "0", 113, "needs 113")], INK
    )
    (bar,) = layers(chart, "bar")
    assert bar["encoding"]["x"]["scale"]["domain"][0] == 0
    (tick,) = layers(chart, "tick")
    assert [one["count"] for one in rows(chart, tick)] == [114, 113]
    assert layers(funnel([Stage("Issued", 0, "0")], INK), "tick") == []


def test_figures_without_room_are_left_out_by_the_width_and_the_latest_never_is() -> None:
    """A telephone has room for some of seven; the rest stand in the table below."""
    chart = trend([JUNE, DECEMBER, RESTATED], [], INK)
    figures, _ = layers(chart, "text")
    assert [(one["day"], one["from_latest"]) for one in rows(chart, figures)] == [(0, 2), (183, 1), (365, 0)]
    hidden = figures["encoding"]["text"]["condition"]
    assert hidden == {"test": "datum.from_latest % ceil(44 * 3 / width) != 0", "value": ""}


def test_a_long_figure_of_the_latest_round_stands_before_its_point() -> None:
    """Beyond the last point ends the picture."""
    so_far = msgspec.structs.replace(DECEMBER, said="100.0 so far")
    chart = trend([JUNE, so_far], [], INK)
    after, before = layers(chart, "text")
    assert (after["mark"]["align"], [one["said"] for one in rows(chart, after)]) == ("left", ["90.7"])
    assert (before["mark"]["align"], [one["said"] for one in rows(chart, before)]) == (
        "right",
        ["100.0 so far"],
    )
