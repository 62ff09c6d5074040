"""Since when a post lacks a head, and how many minutes it was served, from who came and went (EXM-31)."""

from datetime import datetime, timedelta

import pytest

from domain.roster.presence import Presence, Standing, Stay
from domain.roster.serving import served_min
from projections.rosters.attendance import lacking_since
from tests.domain.roster.plans import at, day

POST = day("P5", heads=2)
END = at("06-07 18:00")


def people(*stays: tuple[str, str]) -> dict[str, Presence]:
    """Each person's stay, ``""`` where it lasts."""
    return {
        f"g{number}": Presence(
            Standing.HERE, clock(begins), stays=(Stay(clock(begins), clock(ends) if ends else None),)
        )
        for number, (begins, ends) in enumerate(stays)
    }


def clock(text: str) -> datetime:
    return at(f"06-07 {text}")


@pytest.mark.parametrize(
    ("there", "since"),
    [
        ([], "06:30"),
        ([("06:00", "")], "06:30"),
        ([("06:00", ""), ("06:40", "")], None),
        ([("06:00", "07:40"), ("06:40", "")], "07:40"),
        ([("06:00", "07:40"), ("06:40", ""), ("07:40", "")], None),
        ([("06:00", "07:40"), ("06:40", ""), ("07:50", "")], None),
        ([("06:00", "07:40"), ("06:40", "07:45")], "07:40"),
    ],
)
def test_a_post_lacks_a_head_from_the_moment_that_fewer_are_there(
    there: list[tuple[str, str]], since: str | None
) -> None:
    assert lacking_since(POST, people(*there), clock("08:00")) == (clock(since) if since else None)


def test_before_its_turn_a_post_lacks_nobody() -> None:
    assert lacking_since(POST, {}, POST.span.begins - timedelta(seconds=1)) is None
    assert lacking_since(POST, {}, POST.span.begins) == POST.span.begins


@pytest.mark.parametrize(
    ("there", "minutes"),
    [
        ([], 0),
        ([("06:00", "")], 690),
        ([("06:30", ""), ("07:00", "")], 690 + 660),
        ([("06:30", ""), ("06:30", ""), ("06:30", "")], 2 * 690),
        ([("06:30", "07:30"), ("07:30", "08:00")], 90),
    ],
)
def test_the_minutes_served_count_the_heads_that_were_asked_for_within_the_turn(
    there: list[tuple[str, str]], minutes: int
) -> None:
    assert served_min(POST, people(*there), END + timedelta(hours=2)) == minutes


def test_a_turn_that_goes_on_has_served_up_to_now() -> None:
    assert served_min(POST, people(("06:00", "")), clock("07:00")) == 30
