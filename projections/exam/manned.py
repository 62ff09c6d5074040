"""How many minutes each post was planned to be manned, and how many it was (EXM-31; roster memory)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.roster.attendance import Attendance
from domain.roster.posts import Post
from domain.roster.problem import Duty
from domain.roster.roster import Roster
from domain.roster.serving import served_min
from projections.campaigns.shapes import Manned, PostMinutes


def manned(roster: Roster, attended: Callable[[str], Attendance], until: datetime) -> Manned | None:
    """Planned against served up to an instant; ``None`` before the first turn."""
    by_post: dict[str, list[Duty]] = {}
    for duty in roster.duties.values():
        if duty.span.begins < until:
            by_post.setdefault(duty.post, []).append(duty)
    posts = [
        _post(roster.posts[code], by_post[code], attended, until) for code in roster.posts if code in by_post
    ]
    if not posts:
        return None
    planned, served = sum(one.planned_min for one in posts), sum(one.served_min for one in posts)
    return Manned(planned, served, planned - served, posts)


def _post(
    post: Post, duties: Sequence[Duty], attended: Callable[[str], Attendance], until: datetime
) -> PostMinutes:
    planned = sum(_planned_min(one, until) for one in duties)
    served = sum(served_min(one, attended(one.key).people, until) for one in duties)
    return PostMinutes(post.code, post.name, len(duties), planned, served, planned - served)


def _planned_min(duty: Duty, until: datetime) -> int:
    seconds = (min(until, duty.span.ends) - duty.span.begins).total_seconds()
    return int(seconds * duty.needs) // 60
