"""A roster in its three orders, by person, by post and by hour, made from the same places (EXM-20, EXM-31)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import msgspec

from domain.errors import Reason
from domain.roster.crew import Leave
from domain.roster.facts import RuleWaived
from domain.roster.posts import Ability, Group, Post
from domain.roster.problem import Assignment, Duty
from domain.roster.roster import Roster
from projections.rosters.onpost import reserve
from projections.rosters.rows import (
    Change,
    DutyRow,
    Fairness,
    HourRow,
    LeaveRow,
    OnPost,
    PersonRow,
    PostRow,
    RosterRows,
    Standing,
    WaiverRow,
)

Called = Mapping[str, Mapping[str, object]]
Places = Mapping[str, list[Assignment]]


class Who(msgspec.Struct, frozen=True):
    """The words behind ids: names of people, free texts."""

    names: Mapping[str, str]
    texts: Mapping[str, str]


def rows_of(
    roster: Roster, known: frozenset[str], who: Who, on_post: OnPost, now: datetime, *, published: bool
) -> RosterRows:
    """The roster in words.

    Args:
        known: People who know the duties that hold.
        on_post: Who is there at the moment ``now``.
        published: Show the edition that holds instead of the draft.
    """
    edition = roster.edition
    holds = edition.assignments if edition else ()
    shown = holds if published else roster.draft
    in_edition = {(one.duty, one.person) for one in holds}
    places = _by(shown)
    missing = roster.missing(shown)
    wrong, against = _wrong(roster, shown, who)
    duties = {
        key: _duty(roster, duty, places.get(key, []), missing.get(key, 0), wrong[key], in_edition, who)
        for key, duty in roster.duties.items()
    }
    concerned = {one.person for one in holds}
    return RosterRows(
        campaign=roster.code,
        basis=roster.basis,
        days=roster.days,
        groups=list(roster.groups.values()),
        turns=list(roster.turns.values()),
        skills=list(roster.skills.values()),
        policy=roster.policy,
        edition=edition.number if edition else 0,
        published_at=seconds(edition.at) if edition else None,
        published_by=who.names.get(edition.by, edition.by) if edition else "",
        changes=_changes(roster, in_edition, who) if edition else [],
        acknowledged=len(known & concerned),
        concerned=len(concerned),
        missing=sum(missing.values()),
        without_police=roster.without_police,
        against=against,
        on_post=on_post,
        by_post=[_post(roster, post, duties, missing) for post in roster.posts.values()],
        by_person=(people := _people(roster, shown, known, concerned, who)),
        by_hour=_hours(roster, duties, on_post, seconds(now)),
        fairness=[one for group in roster.groups if (one := _fairness(group, people))],
        waivers=[_waiver(one, who) for one in roster.waived],
        leaves=[_leave(one, who) for one in roster.leaves.values()],
    )


def seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def named(says: Reason, called: Called) -> Reason:
    """A reason with names where it has the ids of people and the codes of posts, groups and skills."""
    fields: dict[str, Any] = dict(says.fields)
    for field, names in called.items():
        value = fields.get(field)
        if isinstance(value, str):
            fields[field] = names.get(value) or value
        elif isinstance(value, list | tuple):
            codes = (str(one) for one in value)  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
            fields[field] = [names.get(one) or one for one in codes]
    return msgspec.structs.replace(says, fields=fields)


def called(
    people: Mapping[str, str], posts: Iterable[Post], groups: Iterable[Group], skills: Iterable[Ability]
) -> Called:
    """How what a reason names is called, by the field that names it."""
    of_posts = {one.code: one.name for one in posts}
    of_groups = {one.code: one.name for one in groups}
    return {
        **dict.fromkeys(("person", "people"), people),
        **dict.fromkeys(("post", "posts", "other"), of_posts),
        **dict.fromkeys(("group", "groups"), of_groups),
        "skill": {one.code: one.name for one in skills},
    }


def _by(shown: Iterable[Assignment]) -> Places:
    found: dict[str, list[Assignment]] = defaultdict(list)
    for one in shown:
        found[one.duty].append(one)
    return found


def _wrong(
    roster: Roster, shown: tuple[Assignment, ...], who: Who
) -> tuple[dict[str, list[Reason]], list[Reason]]:
    """What speaks against each duty, and against the whole."""
    by_duty: dict[str, list[Reason]] = defaultdict(list)
    against: list[Reason] = []
    names = called(who.names, roster.posts.values(), roster.groups.values(), roster.skills.values())
    for one in roster.breaches(shown):
        if one.is_gap:
            continue
        says = named(one.says, names)
        against.append(says)
        for key in one.duties:
            by_duty[key].append(says)
    return by_duty, against


def _duty(
    roster: Roster,
    duty: Duty,
    there: list[Assignment],
    missing: int,
    wrong: list[Reason],
    in_edition: set[tuple[str, str]],
    who: Who,
) -> DutyRow:
    return DutyRow(
        key=duty.key,
        post=duty.post,
        turn=duty.key.rsplit("/", 1)[1],
        day=duty.day,
        begins=seconds(duty.span.begins),
        ends=seconds(duty.span.ends),
        heads=duty.needs,
        missing=missing,
        is_night=duty.is_night,
        people=[
            Standing(
                person=one.person,
                name=who.names.get(one.person, ""),
                by_hand=one.by_hand,
                is_new=(one.duty, one.person) not in in_edition,
                is_reserve=roster.people[one.person].file.is_reserve,
            )
            for one in there
        ],
        wrong=wrong,
    )


def _post(roster: Roster, post: Post, duties: Mapping[str, DutyRow], missing: Mapping[str, int]) -> PostRow:
    mine = [row for row in duties.values() if row.post == post.code]
    lacking = sum(missing.get(row.key, 0) for row in mine)
    return PostRow(post, lacking, roster.police.get(post.code), mine)


def _people(
    roster: Roster, shown: Iterable[Assignment], known: frozenset[str], concerned: set[str], who: Who
) -> list[PersonRow]:
    held: dict[str, list[Duty]] = defaultdict(list)
    for one in shown:
        if one.duty in roster.duties:
            held[one.person].append(roster.duties[one.duty])
    rows: list[PersonRow] = []
    for id, enlisted in roster.people.items():
        if not enlisted.is_here and id not in held:
            continue
        file, duties = enlisted.file, sorted(held[id], key=lambda one: one.span)
        rows.append(
            PersonRow(
                person=id,
                name=who.names.get(id, ""),
                group=file.group,
                also=file.also,
                home=file.home,
                is_outsider=file.outsider is not None,
                is_reserve=file.is_reserve,
                skills=file.skills,
                minutes=sum(one.span.minutes for one in duties),
                nights=sum(one.is_night for one in duties),
                acknowledged=id in known if id in concerned else None,
                left_at=seconds(enlisted.released_at) if enlisted.released_at else None,
                duties=[one.key for one in duties],
            )
        )
    return rows


def _hours(roster: Roster, duties: Mapping[str, DutyRow], on_post: OnPost, now: int) -> list[HourRow]:
    moments = sorted({moment for row in duties.values() for moment in (row.begins, row.ends)})
    found: list[HourRow] = []
    for begins, ends in pairwise(moments):
        then = [row for row in duties.values() if row.begins <= begins < row.ends]
        if then:
            busy = {one.person for row in then for one in row.people}
            heads = sum(row.heads for row in then)
            there = sum(min(len(row.people), row.heads) for row in then)
            free = sum(one not in busy for one in reserve(roster, datetime.fromtimestamp(begins, UTC)))
            left = on_post.reserve_left if begins <= now < ends else free
            found.append(HourRow(begins, ends, heads, there, left, [row.key for row in then]))
    return found


def _fairness(group: str, people: Iterable[PersonRow]) -> Fairness | None:
    mine = [one for one in people if one.group == group and not one.is_reserve and one.left_at is None]
    if not mine:
        return None
    minutes, nights = [one.minutes for one in mine], [one.nights for one in mine]
    return Fairness(group, len(mine), min(minutes), max(minutes), min(nights), max(nights))


def _changes(roster: Roster, in_edition: set[tuple[str, str]], who: Who) -> list[Change]:
    draft = {(one.duty, one.person) for one in roster.draft}
    return [
        Change(duty, person, who.names.get(person, ""), (duty, person) in draft)
        for duty, person in sorted(draft ^ in_edition)
    ]


def _waiver(fact: RuleWaived, who: Who) -> WaiverRow:
    one = fact.waiver
    approver = who.names.get(one.approved_by) or one.approved_by
    why = who.texts.get(fact.why.id, "")
    return WaiverRow(one.rule, one.person, who.names.get(one.person, ""), approver, why)


def _leave(one: Leave, who: Who) -> LeaveRow:
    return LeaveRow(
        leave=one.id,
        person=one.person,
        name=who.names.get(one.person, ""),
        begins=seconds(one.span.begins),
        ends=seconds(one.span.ends),
        state=one.state,
        why=who.texts.get(one.why.id, "") if one.why else "",
    )
