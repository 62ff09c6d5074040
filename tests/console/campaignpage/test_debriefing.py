"""The debrief on the plan: counts with what is behind them, and each post's minutes planned and served."""

import pytest
from msgspec import structs

from console.campaignpage import debriefing
from console.campaignpage.deeds import nested
from domain.named import Named
from projections.campaigns.shapes import CampaignState, Manned, PostMinutes, ShownIncident
from tests.console.campaignpage.planned import Planned

GATE = PostMinutes("P2", Named(zh="大门岗", en="Main gate"), 2, 2760, 2760, 0)
COURT = PostMinutes("P5", Named(zh="球场门", en="Ball-court gate"), 1, 690, 660, 30)


def debriefed(planned: Planned, **faults: object) -> CampaignState:
    """The exam's debrief with its faults; an incident of 7 June, 08:12 at the site, became a ticket."""
    state = planned.state()
    incident = ShownIncident(1780791120, "Wei Lan", "断电", "D栋", "H260607-002")
    targets = [structs.replace(one, count=0) for one in state.targets]
    targets[1] = structs.replace(targets[1], **faults)
    return structs.replace(state, targets=targets, incidents=[incident], debrief="一次断电")


def test_counts_are_told_with_links_to_tickets_and_to_the_day_as_it_stood(planned: Planned) -> None:
    """CMP-02: three counted, two of them with what they were counted from."""
    state = debriefed(planned, count=3, tickets=["H260607-001"], incidents=[1])
    (row,) = debriefing.debrief(planned.viewer(), state)
    assert row.lines == ("Mistakes 0", "Faults 3, 1 without ticket or incident", "Complaints 0", "一次断电")
    assert row.chip is not None
    assert row.chip.word == "target missed"
    assert row.links == (
        ("H260607-001", "/ticket?t=H260607-001&site=s1"),
        (
            "incident 1, 7 Jun 08:12",
            "/exam?c=gaokao-2026&site=s1&as_of=2026-06-07T08%3A12%3A00%2B08%3A00",
        ),
        ("H260607-002", "/ticket?t=H260607-002&site=s1"),
    )


def test_what_is_typed_names_tickets_and_incidents_between_any_commas(planned: Planned) -> None:
    running = structs.replace(debriefed(planned, count=2, incidents=[1]), state="running")
    ((verb,),) = [row.verbs for row in debriefing.debrief(planned.viewer(), running)]
    assert [one.value for one in verb.fields if one.name == "behind.faults"] == ["1"]
    given = nested(verb.fields, {"counted.faults": "2", "behind.faults": "H260607-001， 12、R3 "})
    assert given["behind"] == {"faults": ["H260607-001", 12, "R3"]}
    assert given["counted"] == {"mistakes": 0, "faults": 2, "complaints": 0}


@pytest.mark.parametrize(
    ("language", "count", "line", "word"),
    [
        ("en", "3420 of 3450 min", "1 turn · planned 690 min · served 660 min", "30 min short"),
        ("zh", "实到3420／应到3450分钟", "1个班次 · 应到690分钟 · 实到660分钟", "缺30分钟"),
    ],
)
def test_each_post_has_its_minutes_and_gaps_come_first(
    planned: Planned, language: str, count: str, line: str, word: str
) -> None:
    viewer = planned.viewer(language=language)
    state = structs.replace(planned.state(), manned=Manned(3450, 3420, 30, [GATE, COURT]))
    card = debriefing.manned(viewer, state)
    assert card is not None
    assert (card.count, [row.key for row in card.rows]) == (count, ["post:P5", "post:P2"])
    assert card.rows[0].lines == (line,)
    chip = card.rows[0].chip
    assert chip is not None
    assert (chip.icon, chip.word) == ("red", word)
    assert debriefing.manned(viewer, planned.state()) is None
