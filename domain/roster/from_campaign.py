"""The plan of a roster as a campaign's template has it: posts, turns and groups on the campaign's own dates."""

from collections.abc import Iterable
from datetime import date

from domain.calendar import add_days
from domain.campaigns import template as given
from domain.campaigns.campaign import Campaign
from domain.roster.facts import RosterOpened
from domain.roster.posts import Ability, Group, Post, Turn
from domain.roster.problem import Policy


def plan_of(campaign: Campaign, policy: Policy | None) -> RosterOpened:
    """The frame of a campaign's roster; leave is suspended on the campaign's days where its template says so (EXM-32).

    Without a policy of its own, nobody is on duty for longer a day than usual, or than the longest turn lasts.
    """
    template, anchor = campaign.template, campaign.anchor
    whole = _dates(anchor, range(template.days))
    turns = tuple(_turn(one, anchor, whole) for one in template.turns)
    return RosterOpened(
        zone=campaign.zone.key,
        days=tuple(sorted({day for one in turns for day in one.days} or whole)),
        groups=tuple(
            Group(code=one.code, name=one.name, heads=one.heads or 0, is_reserve=one.is_reserve)
            for one in template.groups
        ),
        turns=turns,
        posts=tuple(_post(one, anchor) for one in template.every_post),
        skills=tuple(Ability(code=one.code, name=one.name) for one in template.skills),
        leave_stops=whole if template.leave_stops else (),
        policy=policy or Policy(day_min=max([Policy().day_min, *map(_minutes, template.turns)])),
    )


def _turn(one: given.Turn, anchor: date, whole: tuple[date, ...]) -> Turn:
    days = _dates(anchor, one.days) or whole
    return Turn(
        code=one.code, name=one.name, begins=one.begins, ends=one.ends, is_night=one.is_night, days=days
    )


def _minutes(turn: given.Turn) -> int:
    begins, ends = (one.hour * 60 + one.minute for one in (turn.begins, turn.ends))
    return ends - begins if ends > begins else ends - begins + 24 * 60


def _post(one: given.Post, anchor: date) -> Post:
    return Post(
        code=one.code,
        name=one.name,
        group=one.group,
        heads=one.heads,
        turns=one.turns,
        days=_dates(anchor, one.days),
        place=one.place,
        rule=one.rule,
        skills=one.skills,
        is_pair=one.is_pair,
        is_counted=one.counted,
        police=one.police,
    )


def _dates(anchor: date, offsets: Iterable[int]) -> tuple[date, ...]:
    return tuple(add_days(anchor, offset) for offset in sorted(offsets))
