"""What keeps a template from being published: names that lead nowhere, figures that do not add up."""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from domain.campaigns.due import Due, MonthsBefore, Offset, OnDay
from domain.campaigns.places import Rooms
from domain.campaigns.template import Material, Post, Template
from domain.errors import Reason, Term, reason

FARTHEST_DAYS: Final = 1000
FARTHEST_MONTHS: Final = 24
LONGEST_DAYS: Final = 366
MOST: Final = 1000
PAIR: Final = 2
LAST_DAY_NUMBER: Final = 31
MONTHS: Final = 12


class Coded(Protocol):
    """A part of a template."""

    @property
    def code(self) -> str: ...


def obstacles_of(template: Template) -> Iterator[Reason]:
    """Everything that would leave a campaign of this template with a hole in it."""
    yield from _doubled(template)
    yield from _dangling(template)
    dues = [one.due for one in (*template.tasks, *template.rounds)]
    dues += [day for one in template.stages for day in (one.begins, one.ends) if day is not None]
    dues += [one.begins for one in template.tasks if one.begins is not None]
    dues += [Offset(days=one.day) for table in template.timetables for one in table.milestones]
    dues += [Offset(days=day) for one in (*template.turns, *template.posts) for day in one.days]
    if not all(_in_reach(due) for due in dues) or not 1 <= template.days <= LONGEST_DAYS:
        yield reason("A day of the template is out of range.")
    if len(template.tasks) > MOST or len(template.posts) > MOST:
        yield reason("The template is longer than {most} lines.", most=MOST)
    for post in template.posts:
        yield from _post_obstacles(post)
    for material in template.materials:
        yield from _material_obstacles(material)
    if template.rooms:
        yield from rooms_obstacles(template.rooms)
    for place in template.sheets.flaws() if template.sheets else ():
        yield reason("The checklists do not fit together at “{place}”.", place=place)


def rooms_obstacles(rooms: Rooms) -> Iterator[Reason]:
    """The floors must add up to the rooms in use and the spare ones (UNT-04)."""
    total = sum(floor.rooms for floor in rooms.floors)
    counts = (rooms.active, rooms.spare, *(floor.rooms for floor in rooms.floors))
    if total != rooms.active + rooms.spare or min(counts) < 0:
        yield reason(
            "The floors have {total} rooms, but {active} in use and {spare} spare make {sum}.",
            who=Term("you"),
            verb=Term("correct the floors or the two counts"),
            total=total,
            active=rooms.active,
            spare=rooms.spare,
            sum=rooms.active + rooms.spare,
        )


def _doubled(template: Template) -> Iterator[Reason]:
    lists: list[tuple[Term, Iterable[Coded]]] = [
        (Term("task"), template.tasks),
        (Term("post"), template.every_post),
        (Term("turn"), template.turns),
        (Term("group"), template.groups),
        (Term("required fact"), template.facts),
        (Term("material"), template.materials),
        (Term("stage"), (*template.stages, *template.gates)),
        (Term("staffing line"), template.lines),
        *((Term("milestone"), table.milestones) for table in template.timetables),
    ]
    for what, parts in lists:
        codes = [one.code for one in parts]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield reason("The {what} {code} stands in the list twice.", what=what, code=code)


def _dangling(template: Template) -> Iterator[Reason]:
    tasks, posts, gates, rounds = template.tasks, template.posts, template.gates, template.rounds
    owners = [*(one.owner for one in tasks), *(one.group for one in posts)]
    due = [*(one.task for one in rounds if one.task), *(code for one in gates for code in one.tasks)]
    used: list[tuple[Term, Iterable[Coded], list[str]]] = [
        (Term("group"), template.groups, owners),
        (Term("turn"), template.turns, [code for one in posts for code in one.turns]),
        (Term("skill"), template.skills, [code for one in posts for code in one.skills]),
        (Term("task"), tasks, due),
        (Term("required fact"), template.facts, [code for one in gates for code in one.facts]),
        (Term("form"), template.forms, [code for one in rounds for code in one.forms]),
        (Term("stage"), template.stages, [one.stage for one in tasks if one.stage]),
    ]
    for what, known, codes in used:
        for code in sorted({*codes} - {one.code for one in known}):
            yield reason("The {what} {code} is used, but not in the list.", what=what, code=code)


def _post_obstacles(post: Post) -> Iterator[Reason]:
    if post.heads < 1 or (post.is_pair and post.heads < PAIR):
        yield reason(
            "The post {code} needs at least {least}.", code=post.code, least=PAIR if post.is_pair else 1
        )
    if not post.turns:
        yield reason("The post {code} has no turn.", code=post.code)


def _material_obstacles(material: Material) -> Iterator[Reason]:
    least, most = material.least, material.most
    if (least is not None and least < 0) or (most is not None and (least is None or most < least)):
        yield reason("The quantity of {code} is out of range.", code=material.code)


def _in_reach(due: Due) -> bool:
    match due:
        case Offset(days=days):
            return abs(days) <= FARTHEST_DAYS
        case MonthsBefore(months=months):
            return 0 <= months <= FARTHEST_MONTHS
        case OnDay(month=month, day=day):
            return 1 <= month <= MONTHS and 1 <= day <= LAST_DAY_NUMBER
        case _:
            return True
