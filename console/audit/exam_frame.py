"""An exam's day of two moments as the browser draws it, and the whole board as it stood at one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from console.audit.asked import Asked
from console.audit.differences import Found, Line, grouped
from console.audit.told import Speaker
from console.exam.sight import then_of
from domain.errors import Refused, Term
from projections.audit.exam_changes import ExamNumbers, ExamPair, Stand, audit_exam
from projections.audit.shapes import Change
from projections.campaigns.campaign import campaign
from projections.exam.day import exam_day

STATES: dict[str, tuple[str, str, Term]] = {
    "manned": ("met", "met", Term("manned")),
    "lacking": ("red", "red", Term("lacks heads")),
    "coming": ("running", "running", Term("turn begins soon")),
    "later": ("running", "clock", Term("turn to come")),
    "over": ("void", "check", Term("turn over")),
    "not_ours": ("void", "person", Term("the school's own post")),
    "in_order": ("met", "met", Term("in order")),
    "failed": ("red", "red", Term("out of order")),
    "unchecked": ("running", "running", Term("checks open")),
}
"""Tone, icon and word of each state of a post or a room."""
_COUNTED = frozenset({"manned", "lacking", "coming"})


def body(
    speaker: Speaker, asked: Asked, earlier: datetime, later: datetime | None, *, whole: bool
) -> dict[str, Any]:
    """Panes and differences, or the board itself; raises as the questions do."""
    views, site, code = speaker.house.views, speaker.site, asked.campaign
    if asked.whole_board:
        day = exam_day(views, site=site, campaign=code, as_of=asked.at)
        at = {"at": day.read_at * 1000}
        told: dict[str, Any] = {"past": then_of(day), "left": at, "right": at, "pairs": []}
        return {**told, "differences": [], "check": None, "unknown": []}
    changes = audit_exam(views, site=site, campaign=code, then=earlier, as_of=later)
    swapped = earlier != asked.at
    sides = [changes.then, changes.now]
    numbers = [changes.then_numbers, changes.now_numbers]
    left, right = (1, 0) if swapped else (0, 1)
    return {
        "left": sides[left],
        "right": sides[right],
        "tiles": {"left": _tiles(speaker, numbers[left]), "right": _tiles(speaker, numbers[right])},
        "pairs": [_pair(speaker, code, pair, swapped=swapped) for pair in changes.pairs],
        "differences": _differences(speaker, code, changes.pairs, changes.then.at) if whole else None,
        "check": None,
        "unknown": [],
    }


def milestones(speaker: Speaker, asked: Asked, day: date) -> list[dict[str, Any]]:
    """The exam's milestones of a local day, as landmarks; none where nothing is known of it."""
    try:
        state = campaign(speaker.house.views, site=speaker.site, code=asked.campaign)
    except Refused:
        return []
    found = (one for one in state.milestones if one.day == day)
    return [{"at": one.at * 1000, "name": speaker.translator.show(one.name)} for one in found]


def _tiles(speaker: Speaker, one: ExamNumbers) -> list[dict[str, Any]]:
    """The four numbers of the board, as its own tiles have them."""
    t = speaker.t
    return [
        _tile("posts", t("On post"), "person", f"{one.here}/{one.heads}", red=one.here < one.heads),
        _tile("rooms", t("Rooms usable"), "place", f"{one.usable}/{one.rooms}", red=one.usable < one.rooms),
        _tile("reserve", t("Reserve"), "again", str(one.reserve), red=False),
        _tile("calls", t("Calls unanswered"), "phone", str(one.calls), red=one.calls > 0),
    ]


def _tile(code: str, name: str, icon: str, value: str, *, red: bool) -> dict[str, Any]:
    return {"code": code, "name": name, "icon": icon, "value": value, "red": red}


def _pair(speaker: Speaker, code: str, pair: ExamPair, *, swapped: bool) -> dict[str, Any]:
    cells = [_cell(speaker, pair.then), _cell(speaker, pair.now)]
    gone = {"kind": "new", "title": speaker.t("Not on the board then"), "text": ""}
    return {
        "id": pair.id,
        "number": speaker.translator.show(pair.name),
        "href": _href(speaker, code, pair),
        "left": cells[1] if swapped else cells[0],
        "right": cells[0] if swapped else cells[1],
        "absent": gone,
        "ended": "",
        "marks": list(dict.fromkeys(one.kind for one in pair.changes)),
    }


def _cell(speaker: Speaker, stand: Stand | None) -> dict[str, Any] | None:
    if stand is None:
        return None
    tone, icon, word = STATES[stand.state]
    figure = f"{stand.here}/{stand.heads}" if stand.state in _COUNTED else ""
    said = speaker.translator.show(stand.fault) if stand.fault else figure
    return {"chips": [{"tone": tone, "icon": icon, "word": speaker.t(word), "figure": said}]}


def _href(speaker: Speaker, code: str, pair: ExamPair) -> str:
    room = {"room": pair.id.partition(":")[2]} if pair.kind == "room" else {}
    page = "rooms" if room else "exam"
    return f"/{page}?{urlencode({'c': code, **room, 'site': speaker.site})}"


def _differences(speaker: Speaker, code: str, pairs: list[ExamPair], then: int) -> list[Found]:
    def lines(pair: ExamPair) -> Iterator[Line]:
        for one in pair.changes:
            name, href = speaker.translator.show(pair.name), _href(speaker, code, pair)
            yield Line(kind=one.kind, number=name, text=_told(speaker, one, then), href=href)

    return grouped(speaker, [line for pair in pairs for line in lines(pair)])


def _told(speaker: Speaker, change: Change, then: int) -> str:
    t = speaker.t
    if change.kind == "new":
        return t("came onto the board")
    if change.happened_at is None or change.recorded_at is None:
        before, after = (t(STATES[str(one)][2]) if one else "" for one in (change.before, change.after))
        return t("from “{before}” to “{after}”", before=before, after=after)
    happened, recorded = speaker.stamp(change.happened_at, then), speaker.stamp(change.recorded_at, then)
    by = t(" ({name})", name=change.by) if change.by else ""
    if change.kind == "restated":
        return t("arrival corrected at {at}", at=recorded) + by
    late = speaker.late(change.late_s or 0)
    told = {"what": speaker.mark(change.what), "happened": happened, "recorded": recorded, "late": late}
    return t("{what} happened {happened}, recorded {recorded}, {late}", **told) + by
