"""What was open, in words: counts of each kind, then which rooms, posts and tickets."""

from msgspec.structs import replace

from console.campaignpage import evidence
from console.campaignpage.deciding import _decision
from domain.named import Named
from projections.campaigns.shapes import ShownDecision, ShownPoint
from tests.console.campaignpage.planned import Planned

GATE = Named(zh="大门岗", en="Main gate")
POINTS = [
    ShownPoint("material", "glue", Named(zh="胶水", en="Glue"), 2),
    ShownPoint("room", "D101", None, 1),
    ShownPoint("room", "D102", None, 2),
    ShownPoint("post", "P2", GATE, 1),
    ShownPoint("ticket", "H260606-001", None, 0),
]


def test_rooms_and_posts_are_named_and_tickets_are_linked(bare: Planned) -> None:
    viewer = bare.viewer()
    said = "materials short 1, rooms not passed 2, open faults 1, posts not covered 1"
    assert evidence.counted(viewer, POINTS) == said
    assert evidence.named(viewer, POINTS) == [
        "rooms not passed: D101 (1 check), D102 (2 checks)",
        "posts not covered: Main gate (1 head)",
    ]
    assert evidence.links(viewer, POINTS) == (("H260606-001", "/ticket?t=H260606-001&site=s1"),)
    assert evidence.named(bare.viewer(language="zh"), POINTS)[1] == "缺岗：大门岗（缺1人）"


def test_a_decision_says_when_it_was_written_down_where_that_was_later(planned: Planned) -> None:
    decision = ShownDecision(True, 1780736400, "何主任", "检查表", [], 7200)
    late = replace(planned.state(), decisions=[decision])
    told = _decision(planned.viewer(language="zh"), late).lines
    assert told[-1] == "6月6日 19:00 补记，未完成的事项以决定当时为准"
    on_time = replace(late, decisions=[replace(decision, late_s=0)])
    assert _decision(planned.viewer(language="zh"), on_time).lines == told[:-1]


def test_nothing_open_is_said_and_a_long_list_is_cut(bare: Planned) -> None:
    assert evidence.counted(bare.viewer(), []) == "nothing"
    rooms = [ShownPoint("room", f"D{number}", None, 1) for number in range(1, 11)]
    (said,) = evidence.named(bare.viewer("desk01", "zh"), rooms)
    assert said.endswith("D8（1项检查），另有2处")
