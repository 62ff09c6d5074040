"""Every fact of a ticket as one plain sentence, and the icon beside it."""

from collections.abc import Callable

from console.languages import Translator
from console.ticketpage.equipment_sentences import EQUIPMENT_SENTENCES
from console.ticketpage.repair_sentences import REPAIR_SENTENCES
from console.ticketpage.told import Told
from console.ticketpage.trade import CHANNELS, MEANINGS, THINGS, WAITS
from console.ticketpage.unit_sentences import UNIT_SENTENCES
from domain.errors import Term
from projections.tickets.story import StoryLine

Sentence = Callable[[Told], str]


def _reported(one: Told) -> str:
    """Call, caller, appointment, and whether the tariff knows it (REP-01, REP-04)."""
    caller = one.t("from {caller}", caller=one.words("caller")) if one.has("caller") else ""
    booked = one.t("booked for {at}", at=one.moment("booked_for")) if one.has("booked_for") else ""
    item = one.t("tariff item {item}", item=one.value("item")) if one.value("item") else ""
    channel = one.term("channel", CHANNELS)
    return one.joined(
        one.t("Reported: “{matter}”", matter=one.words("matter")), channel, caller, booked, item
    )


def _set_out(one: Told) -> str:
    things = [
        one.t(THINGS[thing]) if thing in THINGS else str(thing) for thing in one.value("taken_along", ())
    ]
    taken = one.t("taken along: {things}", things=things) if things else ""
    phoned = one.t("phoned first, somebody is home") if one.value("phoned", otherwise=False) else ""
    return one.joined(one.t("Set out"), taken, phoned)


def _waiting(one: Told) -> str:
    evidence = one.t("“{text}”", text=one.words("evidence")) if one.has("evidence") else ""
    return one.joined(one.t("Waiting for {reason}", reason=one.term("reason", WAITS)), evidence)


def _answered(one: Told) -> str:
    asked = one.t("after asking the department head") if one.value("escalated", otherwise=False) else ""
    return one.joined(one.t("Answered the customer: “{text}”", text=one.words("what")), asked)


def _done(one: Told) -> str:
    return one.t("Done: “{text}”", text=one.words("result")) if one.has("result") else one.t("Done.")


def _reopened(one: Told) -> str:
    same = one.chosen("same_cause", Term("the same cause, counts as rework"), Term("another cause"))
    return one.joined(one.t("Reopened: “{text}”", text=one.words("why")), same)


def _rebooked(one: Told) -> str:
    if not one.has("booked_for"):
        return one.t("Appointment changed: as soon as possible.")
    return one.t("Appointment changed to {at}", at=one.moment("booked_for"))


def _urged(one: Told) -> str:
    said = one.t("“{text}”", text=one.words("said")) if one.has("said") else ""
    return one.joined(one.t("The customer called again"), one.term("channel", CHANNELS), said)


def _adopted(one: Told) -> str:
    matter = one.t("“{text}”", text=one.words("matter")) if one.has("matter") else ""
    source = one.t("Taken over from the ledger {source}", source=one.value("source"))
    return one.joined(source, matter)


def _line_adopted(one: Told) -> str:
    """A ledger's line, with its number, so that it can be found there."""
    line = one.t(
        "Line {line} of the ledger: {meaning}", line=one.value("line"), meaning=one.term("means", MEANINGS)
    )
    because = one.t("reason “{text}”", text=one.value("reason")) if one.has("reason") else ""
    where = one.t("team {team}", team=one.value("team")) if one.has("team") else ""
    person = one.t("person {person}", person=one.value("person")) if one.has("person") else ""
    remark = one.t("“{text}”", text=one.value("remark")) if one.has("remark") else ""
    return one.joined(line, because, where, person, remark)


TRUNK_SENTENCES: dict[str, tuple[str, Sentence]] = {
    "ticket.reported": ("phone", _reported),
    "ticket.assigned": ("arrow", lambda one: one.t("Assigned to {people}", people=one.people("to"))),
    "ticket.queued": ("inbox", lambda one: one.t("Handed to the team {team}", team=one.value("team"))),
    "ticket.work_begun": ("work", lambda one: one.t("Work began.")),
    "ticket.set_out": ("arrow", _set_out),
    "ticket.arrived": ("place", lambda one: one.t("Arrived on site.")),
    "ticket.waiting_begun": ("pause", _waiting),
    "ticket.resumed": ("arrow", lambda one: one.t("The wait is over, work goes on.")),
    "ticket.answered": ("phone", _answered),
    "ticket.done": ("check", _done),
    "ticket.closed": ("check", lambda one: one.t("Closed.")),
    "ticket.voided": ("cross", lambda one: one.t("Voided: “{text}”", text=one.words("why"))),
    "ticket.reopened": ("again", _reopened),
    "ticket.rebooked": ("clock", _rebooked),
    "ticket.urged": ("phone", _urged),
    "ticket.remarked": ("note", lambda one: one.t("Remark: “{text}”", text=one.words("what"))),
    "ticket.incident_flagged": ("flag", lambda one: one.t("Incident: “{text}”", text=one.words("what"))),
    "ticket.adopted": ("inbox", _adopted),
    "ticket.line_adopted": ("note", _line_adopted),
    "ticket.adoption_undone": (
        "cross",
        lambda one: one.t("The import was taken back; its lines count no more."),
    ),
}
SENTENCES = {**TRUNK_SENTENCES, **REPAIR_SENTENCES, **UNIT_SENTENCES, **EQUIPMENT_SENTENCES}


def sentence(line: StoryLine, speaks: Translator) -> str:
    """What happened, in one plain sentence of the reader's language."""
    return SENTENCES[line.fact][1](Told(line, speaks))


def icon(line: StoryLine) -> str:
    """Name of the icon beside the sentence."""
    return SENTENCES[line.fact][0]
