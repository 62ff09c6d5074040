"""What is decided and noted on a campaign: its states, start, go or no-go, admission, incidents, debrief, close."""

from datetime import UTC, datetime

from console.campaignpage import evidence
from console.campaignpage.debriefing import debrief
from console.campaignpage.ledger import Chip, Field, Row, Section, Verb, may
from console.viewer import Viewer
from domain.errors import Term
from domain.operations import COMMANDS
from domain.roles import TERMS
from projections.campaigns.shapes import CampaignState, ShownDecision


def steps(viewer: Viewer, state: CampaignState) -> Section:
    """The way from the plan to the close; each row has its one verb."""
    t = viewer.t
    rows: list[Row] = []
    if state.state == "draft":
        rows += _gates(viewer, state)
        rows.append(_start(viewer, state))
    if state.state == "running":
        rows += [_decision(viewer, state), *_admission(viewer, state), *_incidents(viewer, state)]
        rows += [*_gates(viewer, state), *debrief(viewer, state), *_close(viewer)]
    if state.state in ("draft", "running"):
        rows += _call_off(viewer)
    else:
        rows += [*_told(viewer, state), *debrief(viewer, state)]
    return Section("steps", t("From the plan to the debrief"), tuple(rows))


def _gates(viewer: Viewer, state: CampaignState) -> list[Row]:
    t, show = viewer.t, viewer.translator.show
    told: list[Row] = []
    for one in state.gates:
        verb = Verb("reach", t("Record"), "campaign.reach_state")
        chip = Chip("met", t("reached"), "done") if one.reached else None
        verbs = () if one.reached else _allowed(viewer, verb)
        told.append(Row(f"state:{one.code}", show(one.name), chip=chip, verbs=verbs))
    return told


def _start(viewer: Viewer, state: CampaignState) -> Row:
    t = viewer.t
    missing = [one.name for one in state.facts if not one.is_known]
    said = t("missing: {facts}", facts=missing) if missing else t("Everything that is needed is known.")
    verb = Verb("start", t("Start"), "campaign.start", main=True)
    return Row("campaign:start", t("Start the campaign"), (said,), verbs=_allowed(viewer, verb))


def _decision(viewer: Viewer, state: CampaignState) -> Row:
    """Go or no-go, with what is open now and what was decided before."""
    t = viewer.t
    seen = Field("evidence", t("The evidence seen"), "area")
    verbs = (
        Verb("go", t("Go"), "campaign.decide", (seen,), {"go": True}, main=True),
        Verb("no", t("No-go"), "campaign.decide", (seen,), {"go": False}),
    )
    now = [t("open now: {points}", points=evidence.counted(viewer, state.open_points))]
    now += evidence.named(viewer, state.open_points)
    before, links = _decided(viewer, state)
    chip = None
    if state.decisions:
        go = state.decisions[-1].go
        chip = Chip("met", t("go"), "done") if go else Chip("red", t("no-go"), "red")
    allowed = _allowed(viewer, *verbs)
    whose = [TERMS[one] for one in COMMANDS["campaign.decide"].roles]
    lock = () if allowed else (t("This is done by: {roles}.", roles=whose),)
    links = tuple(dict.fromkeys((*evidence.links(viewer, state.open_points), *links)))
    said = (*now, *lock, *before)
    return Row("campaign:decide", t("Go or no-go"), said, chip, verbs=allowed, links=links)


def _decided(viewer: Viewer, state: CampaignState) -> tuple[list[str], evidence.Links]:
    """What was decided before, and the tickets that were open then."""
    lines = [line for one in state.decisions for line in _decision_lines(viewer, one)]
    return lines, evidence.links(viewer, (point for one in state.decisions for point in one.open))


def _decision_lines(viewer: Viewer, one: ShownDecision) -> list[str]:
    """The decision in one line, then which rooms and posts were open."""
    t = viewer.t
    verdict = t("go") if one.go else t("no-go")
    points = evidence.counted(viewer, one.open)
    said = one.evidence if one.evidence is not None else t(Term("erased"))
    told = t(
        "{at} {by}: {verdict}; seen: {said}; open then: {points}",
        at=datetime.fromtimestamp(one.at, UTC), by=one.by, verdict=verdict, said=said, points=points,
    )  # fmt: skip
    recorded = datetime.fromtimestamp(one.at + one.late_s, UTC)
    late = [t("recorded {at}; open is what was open when it was decided", at=recorded)] if one.late_s else []
    return [told, *late, *evidence.named(viewer, one.open)]


def _admission(viewer: Viewer, state: CampaignState) -> list[Row]:
    """Letting candidates in, where the campaign has such a milestone, and until when it waits (EXM-30)."""
    t = viewer.t
    times = [one for one in state.milestones if one.kind == "admission"]
    if not times:
        return []
    come = any(one.day == state.today and one.at <= state.read_at for one in times)
    ahead = None if come else next((one for one in times if one.at > state.read_at), None)
    lock = (t("waits until {at}", at=datetime.fromtimestamp(ahead.at, UTC)),) if ahead else ()
    fields = (
        Field("word_by.name", t("Who of the school gave the word")),
        Field("word_by.phone", t("Phone"), "tel", required=False),
        Field("word_at", t("When the word was given"), "time"),
    )
    verb = Verb("admit", t("Let in"), "campaign.open_admission", fields, main=True)
    told = tuple(
        t(
            "{at}: opened by {by} on the word of {who}, given at {word}",
            at=datetime.fromtimestamp(one.at, UTC),
            by=one.by,
            who=one.word_by or t(Term("erased")),
            word=datetime.fromtimestamp(one.word_at, UTC),
        )
        for one in state.admissions
    )
    said = t("From the milestone on, and only on the word of the school's liaison.")
    lines = (said, *lock, *told)
    return [Row("campaign:admit", t("Let candidates in"), lines, verbs=_allowed(viewer, verb))]


def _incidents(viewer: Viewer, state: CampaignState) -> list[Row]:
    t = viewer.t
    fields = (
        Field("what", t("What happened"), "area"),
        Field("place", t("Where"), required=False),
        Field("ticket", t("Ticket opened for it"), required=False),
    )
    verb = Verb("note", t("Note"), "campaign.note_incident", fields)
    return [
        Row(
            "campaign:note",
            t("Incidents"),
            tuple(_told_incidents(viewer, state)),
            verbs=_allowed(viewer, verb),
        )
    ]


def _told_incidents(viewer: Viewer, state: CampaignState) -> list[str]:
    erased = viewer.t(Term("erased"))
    told: list[str] = []
    for number, one in enumerate(state.incidents, start=1):
        at = viewer.translator.moment(datetime.fromtimestamp(one.at, UTC))
        said = one.what if one.what is not None else erased
        told.append(
            " · ".join(part for part in (str(number), at, one.place, said, one.ticket, one.by) if part)
        )
    return told


def _close(viewer: Viewer) -> list[Row]:
    """Only for whoever may: to others the words would read as a fact."""
    verb = Verb("close", viewer.t("Close the campaign"), "campaign.close")
    verbs = _allowed(viewer, verb)
    return [Row("campaign:close", viewer.t("Nothing is left to do"), verbs=verbs)] if verbs else []


def _call_off(viewer: Viewer) -> list[Row]:
    t = viewer.t
    verb = Verb("off", t("Call off"), "campaign.call_off", (Field("why", t("Why"), "area"),))
    verbs = _allowed(viewer, verb)
    return [Row("campaign:off", t("The campaign does not take place"), verbs=verbs)] if verbs else []


def _told(viewer: Viewer, state: CampaignState) -> list[Row]:
    decided, links = _decided(viewer, state)
    incidents = tuple(_told_incidents(viewer, state))
    rows = [Row("campaign:decide", viewer.t("Go or no-go"), tuple(decided), links=links)] if decided else []
    return [*rows, *([Row("campaign:note", viewer.t("Incidents"), incidents)] if incidents else [])]


def _allowed(viewer: Viewer, *verbs: Verb) -> tuple[Verb, ...]:
    return tuple(one for one in verbs if may(viewer, one.do))
