"""A campaign with what its rooms, roster and roll-calls add: what is open, and what was served (EXM-31)."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from domain.campaigns.evidence import open_elsewhere, watched
from domain.facts import Recorded
from domain.rooms.plan import RoomPlan, rooms_stream
from domain.roster.attendance import Attendance, duty_stream
from domain.roster.roster import Roster, roster_stream
from domain.tickets.ticket import Ticket, ticket_stream
from projections.asking.history import A, folded, stream_at, streams_at
from projections.asking.moments import AsOf, Axis
from projections.asking.registry import question
from projections.asking.views import Views
from projections.campaigns.campaign import teller
from projections.campaigns.shapes import CampaignState
from projections.exam.manned import manned
from projections.tickets.ledger import TICKETS


@question("campaign")
def whole_campaign(
    views: Views, *, site: str, code: str, as_of: AsOf = None, axis: Axis = "recorded"
) -> CampaignState:
    """One campaign: tasks with days and colours, materials, what is missing, milestones, decisions and debrief."""
    told = teller(views, site, code, as_of, axis)
    if told.campaign.state == "draft":
        return told.tell()
    around = Around(views, site, code, as_of, axis)
    told.posts |= {one.code: one.name for one in around.roster.posts.values()}
    minutes = manned(around.roster, around.attended, told.read_at)
    state = msgspec.structs.replace(told.tell(), manned=minutes)
    if state.state != "running":
        return state
    found = open_elsewhere(
        told.campaign, around.plan, around.roster, around.attended, around.tickets(), told.read_at
    )
    points = [*state.open_points, *(told.point(one) for one in found)]
    return msgspec.structs.replace(state, open_points=points)


class Around:
    """The streams around a campaign as of a moment, folded as the door folds them."""

    def __init__(self, views: Views, site: str, code: str, as_of: AsOf, axis: Axis) -> None:
        self._views, self._site, self._code = views, site, code
        self._when = (as_of, axis)
        plan, roster = rooms_stream(site, code), roster_stream(site, code)
        self.plan = self._folded(RoomPlan(plan))
        self.roster = self._folded(Roster(roster))
        self.duties = self._duties()

    def attended(self, duty: str) -> Attendance:
        """The roll-call of a duty; an empty one where nothing was told."""
        return self.duties.get(duty) or Attendance(duty_stream(self._site, self._code, duty))

    def tickets(self) -> Iterator[Ticket]:
        """Tickets that were reported about the rooms, by their number."""
        with self._views.snapshot() as snapshot:
            where = "unit IN :units AND site = :site AND is_adopted = 0"
            rows = snapshot.rows(TICKETS, where, units=sorted(watched(self.plan)), site=self._site)
        for stream in (ticket_stream(self._site, number) for number in sorted(row["number"] for row in rows)):
            yield self._folded(Ticket(stream))

    def _folded(self, aggregate: A) -> A:
        return folded(aggregate, stream_at(self._views, aggregate.id, *self._when), self._when[1])

    def _duties(self) -> dict[str, Attendance]:
        prefix = duty_stream(self._site, self._code, "")
        streams: dict[str, list[Recorded]] = defaultdict(list)
        for event in streams_at(self._views, prefix, *self._when):
            streams[event.originator_id].append(event)
        return {
            stream.removeprefix(prefix): folded(Attendance(stream), events, self._when[1])
            for stream, events in streams.items()
        }
