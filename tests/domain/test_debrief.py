"""The debrief's counted facts, each with the tickets and incidents behind it (CMP-02)."""

from typing import Any

import pytest

from domain.campaigns.facts import Counted
from tests.domain.campaigning import EXAM, campaign, local, start_exam
from tests.domain.doorway import Doorway

COUNTED = {"mistakes": 0, "faults": 2, "complaints": 1}


@pytest.fixture
def over(site: Doorway) -> Doorway:
    """The exam's last evening; two incidents were noted."""
    start_exam(site)
    for what in ("断电两分钟", "铃声误响"):
        site.do("campaign.note_incident", "everybody", campaign=EXAM, what=what)
    site.now = local("2026-06-08 18:00")
    return site


def no(site: Doorway, **given: Any) -> list[str]:
    return site.refused("campaign.hold_debrief", "everybody", campaign=EXAM, counted=COUNTED, **given)


def test_each_count_names_the_tickets_and_incidents_that_it_was_counted_from(over: Doorway) -> None:
    number = over.repair()
    behind = {"faults": [number, 2], "complaints": [1]}
    over.do("campaign.hold_debrief", "everybody", campaign=EXAM, counted=COUNTED, behind=behind)
    debrief = campaign(over).debrief
    assert debrief is not None
    assert debrief.counted == (
        Counted("mistakes", 0),
        Counted("faults", 2, (number, 2)),
        Counted("complaints", 1, (1,)),
    )


def test_no_more_is_named_than_was_counted_and_nothing_that_nobody_noted(over: Doorway) -> None:
    assert no(over, behind={"mistakes": [1], "faults": [1, 1, 3], "complaints": [2]}) == [
        "“Mistakes”: 0 counted, but 1 named behind it.",
        "There is no incident 3 on record.",
    ]
    assert no(over, behind={"faults": ["R9"]}) == ["There is no ticket R9 at this site."]
    assert no(over, behind={"luck": []}) == ["“luck” is not asked for here."]
    assert campaign(over).debrief is None
