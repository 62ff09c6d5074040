"""The posts of a plan as they were really manned, so that the next campaign begins from them (EXM-20, EXM-31, EXM-33)."""

from collections.abc import Callable, Iterable
from datetime import date

from msgspec.structs import replace

from domain.campaigns import template as plan
from domain.campaigns.template import Template
from domain.roster.attendance import Attendance
from domain.roster.posts import Group, Post, Turn
from domain.roster.roster import Roster
from domain.roster.serving import heads_served

PAIR = 2


def as_manned(
    template: Template, anchor: date, roster: Roster, attended: Callable[[str], Attendance]
) -> Template:
    """A template with the roster's posts: added ones stand in it, dropped ones do not, heads are those that stood.

    Where no roll was called, and for the school's own posts, heads are those of the roster.

    Args:
        anchor: Day that the roster's dates are counted from.
        attended: The roll-call of a duty, by its key.
    """
    planned = {one.code: one for one in template.every_post}
    served = {
        code: _post(post, planned.get(code), anchor, _heads(roster, post, attended))
        for code, post in roster.posts.items()
    }
    kept = [one for post in template.posts for one in _kept(template, post, served)]
    added = [one for code, one in served.items() if code not in planned]
    return replace(
        template,
        posts=(*kept, *added),
        groups=(*template.groups, *_new_groups(template, roster.groups.values())),
        turns=_turns(template, roster, anchor),
        skills=(
            *template.skills,
            *(
                plan.SkillName(one.code, one.name)
                for one in roster.skills.values()
                if one.code not in {known.code for known in template.skills}
            ),
        ),
    )


def _heads(roster: Roster, post: Post, attended: Callable[[str], Attendance]) -> int:
    """The most that stood there in one of its turns; two at a post for two, whoever was missing (EXM-31)."""
    duties = (one for one in roster.duties.values() if one.post == post.code)
    stood = max((heads_served(one, attended(one.key).people) for one in duties), default=0)
    return max(stood, PAIR if post.is_pair else 1) if stood else post.heads


def _post(post: Post, planned: plan.Post | None, anchor: date, heads: int) -> plan.Post:
    """In the template's words, with the plan's note."""
    return plan.Post(
        code=post.code,
        name=post.name,
        group=post.group,
        heads=heads,
        turns=post.turns,
        rule=post.rule,
        place=post.place,
        skills=post.skills,
        is_pair=post.is_pair,
        counted=post.is_counted,
        police=post.police,
        note=planned.note if planned else None,
        days=_offsets(post.days, anchor),
    )


def _kept(template: Template, post: plan.Post, served: dict[str, plan.Post]) -> list[plan.Post]:
    """A post of the plan as it was manned; one on every floor stays one where all floors were manned alike (EXM-33)."""
    parts = template.on_floors(post)
    found = [served[one.code] for one in parts if one.code in served]
    if post.per_floor and found and found == [replace(one, heads=found[0].heads) for one in parts]:
        return [replace(post, heads=found[0].heads)]
    return found


def _new_groups(template: Template, groups: Iterable[Group]) -> list[plan.Group]:
    known = {one.code for one in template.groups}
    return [
        plan.Group(one.code, one.name, heads=one.heads or None, is_reserve=one.is_reserve)
        for one in groups
        if one.code not in known
    ]


def _turns(template: Template, roster: Roster, anchor: date) -> tuple[plan.Turn, ...]:
    """The roster's turns; the template's own where the roster has none of that code."""
    whole = tuple(range(template.days))

    def told(one: Turn) -> plan.Turn:
        days = _offsets(one.days or roster.days, anchor)
        return plan.Turn(
            one.code, one.name, one.begins, one.ends, one.is_night, () if days == whole else days
        )

    others = [one for one in template.turns if one.code not in roster.turns]
    return (*(told(one) for one in roster.turns.values()), *others)


def _offsets(days: Iterable[date], anchor: date) -> tuple[int, ...]:
    return tuple(sorted((day - anchor).days for day in days))
