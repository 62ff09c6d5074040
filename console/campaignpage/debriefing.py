"""The debrief: what was counted against each target and from what, and the minutes planned against those served."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from console.campaignpage.evidence import Links, ticket_link
from console.campaignpage.head import CODE
from console.campaignpage.ledger import Chip, Field, Row, Section, Verb, may
from console.moments import AS_OF
from console.viewer import SITE_PARAMETER, Viewer
from projections.campaigns.shapes import CampaignState, PostMinutes, ShownTarget


def debrief(viewer: Viewer, state: CampaignState) -> list[Row]:
    """The counted facts against each target; zero is a fact like any other."""
    t = viewer.t
    if not state.targets:
        return []
    chip = None
    if is_held := state.targets[0].count is not None:
        missed = any(one.most is not None and (one.count or 0) > one.most for one in state.targets)
        chip = Chip("red", t("target missed"), "late") if missed else Chip("met", t("target kept"), "done")
    lines = [_counted(viewer, one) for one in state.targets] if is_held else []
    lines += [one for one in (state.debrief or "", viewer.translator.listed(state.links)) if one]
    verb = _verb(viewer, state)
    verbs = (verb,) if state.state == "running" and may(viewer, verb.do) else ()
    return [
        Row("campaign:debrief", t("Debrief"), tuple(lines), chip, verbs=verbs, links=_behind(viewer, state))
    ]


def _verb(viewer: Viewer, state: CampaignState) -> Verb:
    t, show = viewer.t, viewer.translator.show
    fields: list[Field] = []
    for one in state.targets:
        numbers = [*one.tickets, *(str(number) for number in one.incidents)]
        label = t("{target}: numbers of the tickets and incidents", target=one.name)
        fields += [
            Field(f"counted.{one.code}", show(one.name), "number", value=str(one.count or 0)),
            Field(f"behind.{one.code}", label, "many", required=False, value=", ".join(numbers)),
        ]
    fields.append(Field("said", t("In words"), "area", required=False))
    return Verb("debrief", t("Debrief"), "campaign.hold_debrief", tuple(fields))


def _counted(viewer: Viewer, target: ShownTarget) -> str:
    """The count, and how much of it nothing was named for."""
    said = f"{viewer.translator.show(target.name)} {target.count}"
    bare = (target.count or 0) - len(target.tickets) - len(target.incidents)
    return viewer.t("{counted}, {bare} without ticket or incident", counted=said, bare=bare) if bare else said


def _behind(viewer: Viewer, state: CampaignState) -> Links:
    """Each ticket's page, and the exam's day as it stood at each incident; the incident's own ticket follows it."""
    found: list[tuple[str, str]] = []
    for target in state.targets:
        found += (ticket_link(viewer, number) for number in target.tickets)
        for number in target.incidents:
            one = state.incidents[number - 1]
            at = datetime.fromtimestamp(one.at, UTC).astimezone(viewer.zone)
            asked = urlencode({CODE: state.code, SITE_PARAMETER: viewer.site, AS_OF: at.isoformat()})
            found.append((viewer.t("incident {number}, {at}", number=number, at=at), f"/exam?{asked}"))
            found += [ticket_link(viewer, one.ticket)] if one.ticket else []
    return tuple(dict.fromkeys(found))


def manned(viewer: Viewer, state: CampaignState) -> Section | None:
    """Each post of ours with its minutes up to the moment, those with a gap first."""
    if state.manned is None:
        return None
    t, whole = viewer.t, state.manned
    posts = sorted(whole.posts, key=lambda one: -one.gap_min)
    count = t("{served} of {planned} min", served=whole.served_min, planned=whole.planned_min)
    rows = tuple(_post(viewer, one) for one in posts)
    return Section("manned", t("Posts: planned against served"), rows, count, folded=True)


def _post(viewer: Viewer, post: PostMinutes) -> Row:
    speak = viewer.translator
    turns = speak.plural("{count} turn", "{count} turns", post.turns)
    minutes = {"planned": post.planned_min, "served": post.served_min}
    said = speak.t("planned {planned} min · served {served} min", **minutes)
    chip = Chip("met", speak.t("no gap"), "done")
    if post.gap_min:
        chip = Chip("red", speak.t("{count} min short", count=post.gap_min), "late")
    return Row(f"post:{post.code}", speak.show(post.name), (f"{turns} · {said}",), chip)
