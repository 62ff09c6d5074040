"""One campaign, now or as of a moment: its T-board with colours, what it lacks, materials, milestones, decisions."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from domain.calendar import add_days, at_local
from domain.campaigns.campaign import Campaign, campaign_stream
from domain.campaigns.due import due_on
from domain.campaigns.facts import OpenPoint
from domain.campaigns.state import Decision, Stock
from domain.campaigns.template import Target
from domain.campaigns.work import Work
from domain.errors import Unknown, reason
from domain.facts import PersonRef, TextRef
from domain.named import Named
from projections.asking.history import folded, stream_at
from projections.asking.moments import AsOf, Axis
from projections.asking.views import Views
from projections.campaigns.shapes import (
    BoardMaterial,
    BoardTask,
    CampaignState,
    KnownFact,
    ShownAdmission,
    ShownDecision,
    ShownGate,
    ShownIncident,
    ShownMilestone,
    ShownPoint,
    ShownTarget,
    StaffedLine,
)
from projections.members import names


def campaign(
    views: Views, *, site: str, code: str, as_of: AsOf = None, axis: Axis = "recorded"
) -> CampaignState:
    """One campaign by its own events alone, which is all that most pages ask of it."""
    return teller(views, site, code, as_of, axis).tell()


def teller(views: Views, site: str, code: str, as_of: AsOf, axis: Axis) -> "Teller":
    """Who tells a campaign.

    Raises:
        Unknown: There was none at that time.
    """
    found, read_at = campaign_at(views, site, code, as_of, axis)
    if not found.exists:
        raise Unknown(reason("There is no campaign {campaign} here at that time.", campaign=code[:60]))
    return Teller(views, found, read_at)


def campaign_at(
    views: Views, site: str, code: str, as_of: AsOf = None, axis: Axis = "recorded"
) -> tuple[Campaign, datetime]:
    """The campaign folded from its own events, and the instant at which its colours are judged."""
    stream = campaign_stream(site, code)
    return folded(Campaign(stream), stream_at(views, stream, as_of, axis), axis), views.instant(as_of)


class Teller:
    """Tells one folded campaign; words and names are read once.

    Attributes:
        posts: Names by code.
    """

    def __init__(self, views: Views, campaign: Campaign, read_at: datetime) -> None:
        self.campaign, self.read_at = campaign, read_at
        self.today = campaign.today(read_at)
        self.groups = {one.code: one for one in campaign.template.groups}
        self.posts = {one.code: one.name for one in campaign.template.every_post}
        self._texts = views.texts(ref.id for ref in _texts(campaign))
        self._people = views.people(ref.id for ref in _people(campaign))
        self._names = names(views, _accounts(campaign))

    def tell(self) -> CampaignState:
        """The whole answer."""
        found, plan = self.campaign, self.campaign.template
        tasks = [self._task(one) for one in found.work.values()]
        miles = sorted((self._milestone(one.code) for one in found.milestones), key=lambda one: one.at)
        now = seconds(self.read_at)
        return CampaignState(
            site=found.site,
            code=found.code,
            name=found.name,
            version=found.version,
            read_at=now,
            today=self.today,
            state=found.state,
            template=plan.code,
            edition=plan.edition,
            kind=plan.name,
            goal=plan.goal,
            anchor_is=plan.anchor,
            served=found.served,
            anchor=found.anchor,
            days=list(found.days),
            days_to_go=(found.anchor - self.today).days,
            started_at=_maybe(found.started_at),
            closed_at=_maybe(found.closed_at or found.called_off_at),
            gates=[ShownGate(one.code, one.name, one.code in found.gates) for one in plan.gates],
            counts=dict(Counter(one.colour for one in tasks)),
            tasks=tasks,
            facts=[self._fact(one.code) for one in plan.facts],
            lines=[self._line(one.code, one.name) for one in plan.lines],
            groups={one.code: one.name for one in plan.groups},
            materials=[_material(one) for one in found.stock.values()],
            shortage=[code for code, one in found.stock.items() if one.short],
            milestones=miles,
            next_milestone=next((one.code for one in miles if one.at > now), ""),
            timetables={one.code: one.name for one in plan.timetables},
            open_points=[self.point(one) for one in found.open_points(self.read_at)],
            decisions=[self._decision(one) for one in found.decisions],
            admissions=[
                ShownAdmission(
                    day, seconds(one.at), self._names[one.by], self._person(one.word_by), seconds(one.word_at)
                )
                for day, one in found.admitted.items()
            ],
            incidents=[
                ShownIncident(
                    seconds(one.at), self._names[one.by], self._text(one.what), one.place, one.ticket
                )
                for one in found.incidents
            ],
            targets=[self._target(one) for one in plan.targets],
            debrief=self._text(found.debrief.said) if found.debrief else None,
            links=list(found.debrief.links) if found.debrief else [],
            conduct=list(plan.conduct),
            rooms=plan.rooms.active + plan.rooms.spare if plan.rooms else 0,
            posts=len(plan.every_post),
        )

    def _task(self, work: Work) -> BoardTask:
        task, found = work.task, self.campaign
        group = self.groups[task.owner]
        return BoardTask(
            code=task.code,
            rule=task.rule,
            name=task.name,
            stage=task.stage,
            group=task.owner,
            owner=group.name,
            ours=group.is_ours,
            account=work.assigned,
            assigned=self._names[work.assigned] if work.assigned else "",
            begins=due_on(task.begins, found.anchor) if task.begins else None,
            due=work.due,
            due_is_start=task.due_is_start,
            t_minus=(found.anchor - work.due).days if work.due else None,
            colour=work.colour(self.today),
            days_late=work.days_late(self.today, found.zone),
            promised=work.promised,
            moved_from=work.moved_from,
            begun_at=_maybe(work.began_at),
            ended_at=_maybe(work.ended_at) if not work.is_open else None,
            words=self._text(work.words),
            rooms=list(work.rooms),
            conditional=task.conditional,
            per_room=task.per_room,
            added=work.added,
            evidence=task.evidence,
            note=task.note,
        )

    def _fact(self, code: str) -> KnownFact:
        asked = next(one for one in self.campaign.template.facts if one.code == code)
        filled = self.campaign.filled.get(code)
        if filled is None:
            return KnownFact(code, asked.name, asked.kind, is_known=False, value="")
        if filled.person:
            entry = self._people.get(filled.person.id, {})
            return KnownFact(
                code,
                asked.name,
                asked.kind,
                is_known=True,
                value=entry.get("name"),
                phone=entry.get("phone", ""),
            )
        value = self._text(filled.said) if filled.said else filled.value
        return KnownFact(code, asked.name, asked.kind, is_known=True, value=value)

    def _line(self, code: str, name: Named) -> StaffedLine:
        staffed = self.campaign.staffed.get(code)
        if staffed is None:
            return StaffedLine(code, name, "", "", "")
        phone = self._people.get(staffed.person.id, {}).get("phone", "")
        follower = self._person(staffed.follower) if staffed.follower else ""
        return StaffedLine(code, name, self._person(staffed.person), phone, follower)

    def _milestone(self, code: str) -> ShownMilestone:
        found = self.campaign
        one = next(one for one in found.milestones if one.code == code)
        day = add_days(found.anchor, one.day)
        return ShownMilestone(one.code, one.name, one.kind, seconds(at_local(day, one.at, found.zone)), day)

    def point(self, point: OpenPoint) -> ShownPoint:
        """An open point with its name."""
        found, plan = self.campaign, self.campaign.template
        known: dict[str, Mapping[str, Named]] = {
            "task": {code: work.task.name for code, work in found.work.items()},
            "material": {one.code: one.name for one in plan.materials},
            "fact": {one.code: one.name for one in plan.facts},
            "line": {one.code: one.name for one in plan.lines},
            "post": self.posts,
        }
        return ShownPoint(point.kind, point.code, known.get(point.kind, {}).get(point.code), point.much)

    def _decision(self, one: Decision) -> ShownDecision:
        points = [self.point(point) for point in one.open]
        evidence = self._text(one.evidence)
        return ShownDecision(one.go, seconds(one.at), self._names[one.by], evidence, points, one.late_s)

    def _target(self, target: Target) -> ShownTarget:
        debrief = self.campaign.debrief
        counted = (
            next((one for one in debrief.counted if one.target == target.code), None) if debrief else None
        )
        if counted is None:
            return ShownTarget(target.code, target.name, target.most, None)
        return ShownTarget(
            target.code,
            target.name,
            target.most,
            counted.count,
            tickets=[one for one in counted.behind if isinstance(one, str)],
            incidents=[one for one in counted.behind if isinstance(one, int)],
        )

    def _text(self, ref: TextRef | None) -> str | None:
        return self._texts.get(ref.id) if ref else None

    def _person(self, ref: PersonRef) -> str | None:
        return self._people.get(ref.id, {}).get("name")


def _material(stock: Stock) -> BoardMaterial:
    asked = stock.material
    return BoardMaterial(
        code=asked.code,
        name=asked.name,
        unit=asked.unit,
        least=asked.least,
        most=asked.most,
        and_more=asked.and_more,
        requested=stock.requested,
        bought=stock.bought,
        counted=stock.counted,
        missing=stock.missing,
        on_hand=stock.on_hand,
        short=stock.short,
        state=_standing(stock),
    )


def _standing(stock: Stock) -> str:
    if stock.counted is not None:
        return "short" if stock.short else "enough"
    if stock.bought:
        return "bought"
    return "requested" if stock.requested else "open"


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def _maybe(at: datetime | None) -> int | None:
    return None if at is None else seconds(at)


def _texts(found: Campaign) -> list[TextRef]:
    refs = [one.words for one in found.work.values()]
    refs += [one.said for one in found.filled.values()]
    refs += [one.evidence for one in found.decisions]
    refs += [one.what for one in found.incidents]
    refs += [found.debrief.said] if found.debrief else []
    return [one for one in refs if one]


def _people(found: Campaign) -> list[PersonRef]:
    refs = [one.person for one in found.filled.values()]
    refs += [person for one in found.staffed.values() for person in (one.person, one.follower)]
    refs += [one.word_by for one in found.admitted.values()]
    return [one for one in refs if one]


def _accounts(found: Campaign) -> set[str]:
    doers = [one.by for one in (*found.decisions, *found.admitted.values(), *found.incidents)]
    return {*doers, *(one.assigned for one in found.work.values() if one.assigned)}
