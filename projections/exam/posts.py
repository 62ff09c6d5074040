"""The posts of an exam at one moment: who is there, who is missing since when, and who can be sent (EXM-07, EXM-31)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from domain.named import Named
from domain.roster.posts import Post
from domain.roster.presence import Presence, Standing
from domain.roster.problem import Duty
from domain.roster.roster import Roster
from domain.roster.sending import on_duty, unfit
from projections.exam.rows import Head, PostDecision, PostNow, ReserveRow, StandIn
from projections.rosters.attendance import Told, lacking_since
from projections.rosters.onpost import busy_at, by_post, is_relieved, listed, reserve, shown
from projections.rosters.view import Who

OFFERED = 5
"""The most people offered for one post."""


class Posts:
    """The posts of one published roster at one moment."""

    def __init__(self, roster: Roster, told: Told, who: Who, now: datetime) -> None:
        self.roster, self.told, self.who, self.now = roster, told, who, now
        self.by_post = by_post(roster)

    def rows(self) -> list[PostNow]:
        """Every post in the order of the plan."""
        return [self._post(post) for post in self.roster.posts.values()]

    def _post(self, post: Post) -> PostNow:
        duties = self.by_post[post.code]
        if not post.is_counted:
            return PostNow(post.code, post.name, "not_ours", place=post.place, heads=post.heads)
        duty, state = shown(duties, self.now)
        if duty is None:
            return PostNow(post.code, post.name, "over", place=post.place)
        index = duties.index(duty)
        before, after = duties[index - 1] if index else None, next(iter(duties[index + 1 :]), None)
        people = self._people(duty)
        here = sum(one.standing == Standing.HERE for one in people)
        since = lacking_since(duty, self.told.duties.get(duty.key, {}), self.now) if state == "on" else None
        return PostNow(
            code=post.code,
            name=post.name,
            state=state,
            duty=duty.key,
            place=post.place,
            begins=seconds(duty.span.begins),
            ends=seconds(duty.span.ends),
            heads=duty.needs,
            here=min(here, duty.needs),
            lacking_since=seconds(since) if since else None,
            on_the_way=sum(one.standing == Standing.SENT for one in people),
            is_pair=post.is_pair,
            is_night=duty.is_night,
            people=people,
            previous=self._names(before),
            next=self._names(after),
            next_at=seconds(after.span.begins) if after else None,
            police_asked=post.police,
            police=self.roster.police.get(post.code),
        )

    def _names(self, duty: Duty | None) -> list[str]:
        return [self._name(one) for one in on_duty(self.roster, duty.key)] if duty else []

    def _name(self, person: str) -> str:
        return self.who.names.get(person) or person

    def _people(self, duty: Duty) -> list[Head]:
        known = listed(self.roster, self.told, duty)
        return [self._head(person, presence) for person, presence in known.items()]

    def _head(self, person: str, known: Presence | None) -> Head:
        if known is None:
            return Head(person, self._name(person), "expected")
        return Head(
            person=person,
            name=self._name(person),
            standing=known.standing.value,
            since=seconds(known.since),
            arrived_at=_maybe(known.arrived_at),
            expected_at=_maybe(known.expected_at),
            words=self.who.texts.get(known.words.id) if known.words else None,
            by_code=known.by_code,
            is_reserve=known.is_reserve,
            comes_from=known.comes_from,
            instead_of=self._name(known.instead_of) if known.instead_of else "",
            corrections=known.corrections,
        )

    def reserve(self) -> list[ReserveRow]:
        """Everybody of the reserve who is not on leave now, those who are free first."""
        places = self.told.standby.places
        rows = [
            ReserveRow(id, self._name(id), places.get(id, ""), self._busy(id))
            for id in reserve(self.roster, self.now)
        ]
        return sorted(rows, key=lambda one: one.post is not None)

    def _busy(self, person: str) -> Named | None:
        """Name of the post that somebody has now; ``None`` while free."""
        duty = busy_at(self.roster, self.told, person, self.now)
        return self.roster.posts[duty.post].name if duty else None

    def decisions(self, rows: Iterable[PostNow], reserve: Iterable[ReserveRow]) -> list[PostDecision]:
        """Posts that lack a head with nobody on the way, and who can be sent there."""
        free = [one for one in reserve if one.post is None]
        found: list[PostDecision] = []
        for row in rows:
            lacking = row.heads - row.here - row.on_the_way
            cause = [one for one in row.people if one.standing in _NOT_HERE]
            is_known = row.state == "on" or (row.state == "coming" and _is_known(row))
            if lacking > 0 and is_known:
                offers = self._offers(self.roster.duties[row.duty], free)
                found.append(PostDecision(row.duty, row.name, lacking, row.lacking_since, cause, offers))
        return found

    def _offers(self, duty: Duty, free: Iterable[ReserveRow]) -> list[StandIn]:
        fit = (
            StandIn(one.person, one.name, one.place)
            for one in free
            if not unfit(self.roster, duty, one.person, self._relieved(one.person))
            and one.person not in on_duty(self.roster, duty.key)
        )
        return list(islice(fit, OFFERED))

    def _relieved(self, person: str) -> frozenset[str]:
        return frozenset(key for key in self.told.duties if is_relieved(self.told, key, person))


_NOT_HERE = frozenset({"expected", "late", "absent", "away", "unconfirmed"})


def _is_known(row: PostNow) -> bool:
    """Before the turn: whether somebody is known not to be there when it begins."""
    begins = row.begins or 0
    return any(
        one.standing == Standing.ABSENT or (one.standing == Standing.LATE and (one.expected_at or 0) > begins)
        for one in row.people
    )


def seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def _maybe(instant: datetime | None) -> int | None:
    return seconds(instant) if instant else None
