"""Who stands where and when in a campaign, by person, by post and by hour, now and as of any moment (EXM-20, 31, 33)."""

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from domain.errors import Term, Unknown, reason
from domain.roster.crew import Enlisted, Leave
from domain.roster.facts import RuleWaived
from domain.roster.posts import Ability, Group, Post, Turn, duties_of
from domain.roster.problem import Assignment, Policy
from domain.roster.roster import Edition, Roster, roster_stream
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.rosters.attendance import told
from projections.rosters.onpost import on_post
from projections.rosters.rows import RosterRows
from projections.rosters.view import Who, rows_of
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


class Held(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the row keeps of the aggregate, in one piece; its duties follow from posts, turns and days.

    Attributes:
        edition: What holds, its places left out where they are those of the draft.
        known: People who know the duties that hold.
    """

    zone: str
    days: tuple[date, ...]
    groups: dict[str, Group]
    turns: dict[str, Turn]
    posts: dict[str, Post]
    skills: dict[str, Ability]
    policy: Policy
    basis: int
    people: dict[str, Enlisted] = {}
    leaves: dict[str, Leave] = {}
    waived: tuple[RuleWaived, ...] = ()
    police: dict[str, int] = {}
    draft: tuple[Assignment, ...] = ()
    edition: Edition | None = None
    is_as_published: bool = False
    known: tuple[str, ...] = ()


_AS_IT_IS = (
    "days", "groups", "turns", "posts", "skills", "policy", "basis", "people", "leaves", "waived", "police", "draft",
)  # fmt: skip
"""What the row and the aggregate call alike."""


def roster_row(roster: Roster, reference: Reference) -> Row | None:
    if not roster.exists:
        return None
    edition = roster.edition
    same = edition is not None and edition.assignments == roster.draft
    if edition is not None and same:
        edition = msgspec.structs.replace(edition, assignments=())
    held = Held(
        zone=roster.zone.key,
        edition=edition,
        is_as_published=same,
        known=tuple(one for one in roster.people if roster.is_acknowledged(one)),
        **{name: getattr(roster, name) for name in _AS_IT_IS},
    )
    _, site, campaign = roster.id.split(":", 2)
    return {"site": site, "campaign": campaign, "held": msgspec.json.encode(held)}


ROSTERS = StateModel(
    name="rosters",
    version=1,
    prefix="roster",
    aggregate=Roster,
    fields=(Field("site"), Field("campaign"), Field("held", "json")),
    row=roster_row,
)

_decode = msgspec.json.Decoder(Held).decode


@question("roster")
def roster(
    views: Views,
    *,
    site: str,
    campaign: str,
    show: Literal["draft", "published"] = "draft",
    as_of: AsOf = None,
) -> RosterRows:
    """Who stands where and when in a campaign: one set of places by person, by post and by hour."""
    now = views.clock() if as_of is None else views.instant(as_of)
    with views.snapshot(as_of) as snapshot:
        held = held_roster(views, site, campaign, as_of)
        day = told(snapshot, site, campaign)
    found, known = thawed(site, campaign, held), frozenset(held.known)
    manned = on_post(found, day, now)
    return rows_of(found, known, _who(views, held), manned, now, published=show == "published")


def held_roster(views: Views, site: str, campaign: str, as_of: AsOf = None) -> Held:
    """The roster as its row keeps it.

    Raises:
        Unknown: There was none at that moment.
    """
    with views.snapshot(as_of) as snapshot:
        row = snapshot.row(ROSTERS, roster_stream(site, campaign))
    if row is None:
        raise Unknown(
            reason(
                "Campaign {campaign} has no roster at this site.",
                who=Term("campaign coordinator"),
                verb=Term("open the roster first"),
                campaign=campaign[:60],
            )
        )
    return _decode(row["held"])


def thawed(site: str, campaign: str, held: Held) -> Roster:
    """The aggregate as it was, as far as its places are concerned."""
    found = Roster(roster_stream(site, campaign))
    for name in _AS_IT_IS:
        setattr(found, name, getattr(held, name))
    found.zone = ZoneInfo(held.zone)
    found.duties = duties_of(held.days, held.turns, held.posts.values(), found.zone)
    if held.edition is not None:
        places = held.draft if held.is_as_published else held.edition.assignments
        found.editions = (msgspec.structs.replace(held.edition, assignments=places),)
    return found


def _who(views: Views, held: Held) -> Who:
    """Names of now, and the words of reasons; what was erased is empty."""
    approvers = {one.waiver.approved_by for one in held.waived}
    publisher = {held.edition.by} if held.edition else set[str]()
    called = names(views, {*held.people, *approvers, *publisher})
    texts = [one.why.id for one in held.waived] + [one.why.id for one in held.leaves.values() if one.why]
    return Who(called, views.texts(texts))
