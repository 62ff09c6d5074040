"""The next campaign begins from the posts as they were really manned (EXM-20, EXM-31, EXM-33)."""

from datetime import datetime
from typing import Any

import msgspec
import pytest

from domain.campaigns.soundness import obstacles_of
from domain.campaigns.template import Post, Template
from domain.roster.from_campaign import plan_of
from domain.roster.presence import Presence, Standing, Stay
from domain.roster.problem import Duty, Span
from domain.roster.serving import heads_served
from tests.domain.campaigning import campaign, plan_exam, start_exam
from tests.domain.doorway import Doorway
from tests.domain.roster.exam import CODE, EXAM, GROUPS, SECOND, TURNS, Exam, manned, staffed
from tests.domain.roster.morning import COURT, GATE, begun, clock

BEGINS, ENDS = clock("06:30"), clock("18:00")


def duty(heads: int) -> Duty:
    day = datetime.fromisoformat(EXAM).date()
    return Duty("P5/x/day", "P5", "security", day, Span(BEGINS, ENDS), heads)


def there(*stays: tuple[str, str]) -> dict[str, Presence]:
    """A person for each stay; one without an end is still there."""
    return {
        f"g{number}": Presence(
            Standing.HERE, clock(begins), stays=(Stay(clock(begins), clock(ends) if ends else None),)
        )
        for number, (begins, ends) in enumerate(stays)
    }


@pytest.mark.parametrize(
    ("stays", "heads"),
    [
        ([], 0),
        ([("06:20", "")], 1),
        ([("06:20", ""), ("06:25", ""), ("06:30", "")], 3),
        ([("06:29", "07:01"), ("06:58", "")], 1),
        ([("06:20", ""), ("12:15", "")], 2),
        ([("06:20", ""), ("12:16", "")], 1),
        ([("06:20", "09:00"), ("15:00", "18:00")], 0),
    ],
)
def test_heads_are_those_that_stood_together_for_half_of_the_turn(
    stays: list[tuple[str, str]], heads: int
) -> None:
    """11.5 hours from 06:30: the half is 5 h 45 min; a relief that overlaps by three minutes adds nobody."""
    assert heads_served(duty(2), there(*stays)) == heads


def next_year(site: Doorway) -> Template:
    given = {"campaign": "gaokao-2027", "name": "2027年高考", "anchor": "2027-06-07", "served": CODE}
    site.do("campaign.plan", "everybody", **given)
    return campaign(site, "gaokao-2027").template


def posts(template: Template) -> dict[str, Post]:
    return {one.code: one for one in template.posts}


def test_posts_added_dropped_and_manned_otherwise_in_the_roster_are_carried_over(site: Doorway) -> None:
    """EXM-P9 with 4 heads instead of 5, one belongings store less, a tent more; the floors' repairers stay one post."""
    staffed(site)
    plan_exam(site)
    exam = Exam(site)
    exam.do("open")
    held = exam.now.posts
    tent = {"code": "X1", "name": {"zh": "考生帐篷", "en": "Tent"}, "group": "warm_help", "turns": ["day"]}
    exam.do("set_post", post={**shown(held["P9"]), "heads": 4})
    exam.do("drop_post", post="B2")
    exam.do("set_post", post={**tent, "days": [SECOND], "heads": 2})
    exam.do("set_post", post={**shown(held["S-D1"]), "heads": 2})
    before, after = campaign(site).template, next_year(site)
    found = posts(after)
    assert (found["P9"].heads, "B2" in found) == (4, False)
    assert (found["X1"].heads, found["X1"].days, found["X1"].group) == (2, (1,), "warm_help")
    assert found["R"] == posts(before)["R"]
    cleaners = {code: one.heads for code, one in found.items() if one.group == "cleaning"}
    assert (len(cleaners), cleaners["S-D1"], cleaners["S-D2"]) == (7, 2, 1)
    unchanged = [code for code in posts(before) if code not in ("P9", "B2", "S")]
    assert {code: found[code] for code in unchanged} == {code: posts(before)[code] for code in unchanged}
    assert (after.turns, after.groups, after.skills) == (before.turns, before.groups, before.skills)
    assert list(obstacles_of(after)) == []
    coming = plan_of(campaign(site, "gaokao-2027"), None)
    (x1,) = [one for one in coming.posts if one.code == "X1"]
    assert [str(day) for day in x1.days] == ["2027-06-08"]


def shown(post: Any) -> dict[str, Any]:
    return msgspec.to_builtins(post)


def test_heads_are_those_that_really_stood_there(site: Doorway) -> None:
    """EXM-31: one of two came to the gate, which stays a post for two; the court had one more than planned all day."""
    start_exam(site)
    staffed(site)
    morning = begun(manned(site))
    morning.at("06:20")
    morning.do("arrive", duty=GATE, person="g1")
    morning.do("arrive", duty=COURT, person="g3")
    morning.do("send_reserve", duty=COURT, person="r1")
    morning.at("06:25")
    morning.do("arrive", duty=COURT, person="r1")
    template = next_year(site)
    found = {code: one.heads for code, one in posts(template).items()}
    assert found == {"P2": 2, "P5": 2, "P6": 1, "S1": 1, "M1": 2}
    assert (posts(template)["M1"].counted, posts(template)["P6"].days) == (False, (0,))
    assert {one["code"] for one in GROUPS} <= {one.code for one in template.groups}
    assert {one["code"] for one in TURNS} <= {one.code for one in template.turns}
    assert list(obstacles_of(template)) == []


def test_without_a_roster_the_posts_stay_as_planned(site: Doorway) -> None:
    plan_exam(site)
    assert next_year(site).posts == campaign(site).template.posts
