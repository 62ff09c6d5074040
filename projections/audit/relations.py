"""What stands beside a case without sharing a command with it: its unit meanwhile, the rules chosen, what was decided."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from domain.campaigns.campaign import campaign_stream
from domain.company import PolicyChosen, site_stream
from domain.facts import SHAPES, Recorded
from domain.log import Undecodable
from domain.roster.roster import roster_stream
from domain.surveys.form_facts import SlipIssued
from domain.surveys.survey import survey_stream
from domain.tickets.facts import Adopted, Reported
from domain.tickets.ticket import ticket_stream
from domain.units import unit_stream
from projections.asking.views import Views

Events = Sequence[Recorded | Undecodable]
DECISIONS = frozenset({"planned", "started", "decided", "called_off", "admission_opened", "closed"})
"""Facts of a campaign that everything in it follows from, without their prefix."""


def beside(views: Views, stream: str, own: Sequence[Recorded]) -> list[Recorded | Undecodable]:
    """Events of other streams that belong to the case by what it is about; each stream is found by its name."""
    kind, _, rest = stream.partition(":")
    site, _, name = rest.partition(":")
    find = FINDERS.get(kind)
    return list(find(views, site, name, own)) if find and own else []


def _of_ticket(
    views: Views, site: str, name: str, own: Sequence[Recorded]
) -> Iterator[Recorded | Undecodable]:
    """Its unit while it lasted, and the rules that the site had chosen when it was accepted or chose meanwhile."""
    first = own[0].fact
    begins, ends = own[0].happened_at, max(event.happened_at for event in own)
    if isinstance(first, Reported | Adopted) and first.unit:
        yield from _within(views.log.audit.history(unit_stream(site, first.unit)), begins, ends)
    in_force: dict[str, Recorded] = {}
    for event in views.log.audit.history(site_stream(site)):
        if isinstance(event, Recorded) and isinstance(event.fact, PolicyChosen) and event.happened_at <= ends:
            if event.happened_at >= begins:
                yield event
            else:
                in_force[event.fact.choice.family] = event
    yield from in_force.values()


def _of_form(views: Views, site: str, name: str, own: Sequence[Recorded]) -> Iterator[Recorded | Undecodable]:
    """Its round's own facts, and the tickets that its problems became."""
    survey = name.rpartition(":")[0]
    yield from views.log.audit.history(survey_stream(site, survey))
    for event in own:
        if isinstance(event.fact, SlipIssued) and event.fact.ticket:
            yield from views.log.audit.history(ticket_stream(site, event.fact.ticket))


def _of_duty(views: Views, site: str, name: str, own: Sequence[Recorded]) -> Iterator[Recorded | Undecodable]:
    """What was decided in its campaign, and the editions of its roster."""
    campaign = name.partition(":")[0]
    yield from _decisions(views, site, campaign)
    for event in views.log.audit.history(roster_stream(site, campaign)):
        if isinstance(event, Recorded) and SHAPES[type(event.fact)].name == "roster.published":
            yield event


def _of_campaign_part(
    views: Views, site: str, name: str, own: Sequence[Recorded]
) -> Iterator[Recorded | Undecodable]:
    yield from _decisions(views, site, name.partition(":")[0])


def _decisions(views: Views, site: str, campaign: str) -> Iterator[Recorded]:
    for event in views.log.audit.history(campaign_stream(site, campaign)):
        if isinstance(event, Recorded) and SHAPES[type(event.fact)].name.rpartition(".")[2] in DECISIONS:
            yield event


def _within(events: Events, begins: datetime, ends: datetime) -> Iterator[Recorded]:
    for event in events:
        if isinstance(event, Recorded) and begins <= event.happened_at <= ends:
            yield event


FINDERS: Mapping[str, Callable[[Views, str, str, Sequence[Recorded]], Iterator[Recorded | Undecodable]]] = {
    "ticket": _of_ticket,
    "form": _of_form,
    "duty": _of_duty,
    **dict.fromkeys(("roster", "rooms", "standby", "calls"), _of_campaign_part),
}
