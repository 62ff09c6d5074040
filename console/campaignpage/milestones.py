"""The milestones of a campaign's days: its own list, from a timetable of its template, each to be moved or left out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import msgspec

from console.campaignpage.ledger import Chip, Field, Row, Section, Verb, may
from console.viewer import Viewer
from domain.campaigns.template import Milestone, MilestoneKind
from domain.errors import Term
from projections.campaigns.campaign import campaign_at
from projections.campaigns.shapes import CampaignState

DO = "campaign.set_milestones"
KINDS: dict[MilestoneKind, Term] = {
    "other": Term("no rule hangs on it"),
    "decision": Term("go or no-go"),
    "entry": Term("everybody on post"),
    "admission": Term("candidates let in, never earlier"),
    "rooms_open": Term("rooms open"),
    "listening_check": Term("listening check"),
    "paper_begins": Term("a paper begins"),
    "paper_ends": Term("a paper ends"),
    "silence_begins": Term("silence begins"),
    "silence_ends": Term("silence ends"),
}


def milestones(viewer: Viewer, state: CampaignState) -> Section | None:
    """The moments of the days, the next one standing out; below them, adding one and taking a whole timetable."""
    rows = [_row(viewer, state, place) for place in range(len(state.milestones))]
    if state.state in ("draft", "running") and may(viewer, DO):
        rows += _more(viewer, state)
    if not rows:
        return None
    number = str(len(state.milestones))
    return Section("milestones", viewer.t("Milestones"), tuple(rows), number, folded=True)


def _row(viewer: Viewer, state: CampaignState, place: int) -> Row:
    t, one = viewer.t, state.milestones[place]
    at = datetime.fromtimestamp(one.at, UTC)
    chip = Chip("arrow", t("next"), "soon") if one.code == state.next_milestone else None
    when = (
        Field("day", t("Day"), "date", value=one.day.isoformat()),
        Field("at", t("Time"), "time", value=f"{at.astimezone(viewer.zone):%H:%M}"),
    )
    verbs = (Verb("retime", t("Other time"), DO, when), Verb("remove", t("Leave out"), DO))
    return Row(
        f"milestone:{one.code}",
        f"{viewer.translator.moment(at)} {viewer.translator.show(one.name)}",
        chip=chip,
        tone="over" if one.at <= state.read_at else "",
        verbs=verbs if may(viewer, DO) else (),
    )


def _more(viewer: Viewer, state: CampaignState) -> list[Row]:
    t, show = viewer.t, viewer.translator.show
    fields = (
        Field("name", t("What happens then")),
        Field("day", t("Day"), "date", value=state.anchor.isoformat()),
        Field("at", t("Time"), "time"),
        Field("kind", t("What hangs on it"), "choice", value="other", options=_kinds(viewer)),
    )
    rows = [Row("milestone:", t("A milestone that is missing"), verbs=(Verb("add", t("Add"), DO, fields),))]
    if state.timetables:
        tables = tuple((code, show(name)) for code, name in state.timetables.items())
        first = next(iter(state.timetables))
        field = Field("timetable", t("Timetable"), "choice", value=first, options=tables)
        verb = Verb("take", t("Take it instead"), DO, (field,))
        said = t("Every milestone above is replaced.")
        rows.append(Row("timetable:", t("A whole timetable of the template"), (said,), verbs=(verb,)))
    return rows


def _kinds(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    return tuple((kind, viewer.t(said)) for kind, said in KINDS.items())


def relisted(
    viewer: Viewer, campaign: str, verb: str, about: str, given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The campaign's whole list of milestones after a press.

    Args:
        verb: Code of what was pressed.
        about: Code of the milestone; empty where it is about the whole list.
        given: What was filled in; what is no day or time is left for the door to refuse.
    """
    found, _ = campaign_at(viewer.house.views, viewer.site, campaign)
    kept: list[Milestone] = list(found.milestones)
    when = {
        "day": _from_anchor(found.anchor, str(given.get("day", ""))),
        "at": _to_seconds(str(given.get("at", ""))),
    }
    match verb:
        case "remove":
            return _told([one for one in kept if one.code != about])
        case "retime":
            return [{**one, **when} if one["code"] == about else one for one in _told(kept)]
        case "take":
            tables = {one.code: one.milestones for one in found.template.timetables}
            return _told(tables.get(str(given.get("timetable", "")), found.milestones))
        case _:
            name = {"zh": given.get("name", ""), "en": given.get("name", "")}
            new = {
                "code": free_code(one.code for one in kept),
                "name": name,
                "kind": given.get("kind", "other"),
            }
            return [*_told(kept), {**new, **when}]


def _told(milestones: Iterable[Milestone]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = msgspec.to_builtins(list(milestones))
    return told


def free_code(taken: Iterable[str]) -> str:
    """A code that no milestone of the list has."""
    codes = set(taken)
    return next(code for number in count(1) if (code := f"M{number}") not in codes)


def _from_anchor(anchor: date, day: str) -> int | str:
    try:
        return (date.fromisoformat(day) - anchor).days
    except ValueError:
        return day


def _to_seconds(clock: str) -> str:
    """``07:30`` as ``07:30:00``."""
    return f"{clock}:00" if clock.count(":") == 1 else clock
