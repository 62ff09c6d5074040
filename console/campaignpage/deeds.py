"""From a press on a row to a command: the verb's own arguments, what was asked for, and what the row is about."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from console.campaignpage import milestones
from console.campaignpage.ledger import Field, Row, Section, Verb
from console.viewer import Viewer
from domain.errors import Refused

NAMES = frozenset({"task", "material", "fact", "line", "state"})
"""Kinds of row whose code is an argument of the same name."""


INCIDENT_DIGITS = 3
_MANY = re.compile(r"[^\s,，、;；]+")
"""Words between spaces and the commas of both languages."""


def carry_out(
    viewer: Viewer, code: str, sections: Iterable[Section], pressed: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Record what was pressed.

    Returns:
        ``None`` once it is recorded; else which row's verb was refused, with the reasons in words.
    """
    found = offered(sections, str(pressed.get("key", "")), str(pressed.get("verb", "")))
    if found is None:
        return None
    row, verb = found
    values = pressed.get("values")
    given = nested(verb.fields, values if isinstance(values, Mapping) else {})
    kind, _, about = row.key.partition(":")
    named: dict[str, Any] = {kind: about} if kind in NAMES else {}
    try:
        if verb.do == milestones.DO:
            named = {"milestones": milestones.relisted(viewer, code, verb.code, about, given)}
            given = {}
        if "word_at" in given:
            given["word_at"] = _today_at(viewer, given["word_at"])
        viewer.submit(verb.do, uuid4().hex, campaign=code, **named, **verb.fixed, **given)
    except Refused as refusal:
        return turned_down(viewer, row, verb, refusal)
    return None


def turned_down(viewer: Viewer, row: Row, verb: Verb, refusal: Refused) -> dict[str, Any]:
    """Which row's verb was refused, with the reasons in words."""
    return {
        "key": row.key,
        "verb": verb.code,
        "title": viewer.t("“{verb}” is not recorded", verb=verb.label),
        "reasons": [viewer.explain(one) for one in refusal.reasons],
    }


def offered(sections: Iterable[Section], key: str, code: str) -> tuple[Row, Verb] | None:
    """The verb as this page offers it: a press names it, but does not say what it does."""
    rows = [row for section in sections for row in section.rows if row.key == key]
    return next(((row, verb) for row in rows for verb in row.verbs if verb.code == code), None)


def nested(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, as arguments: figures as numbers, dotted names as records, empty ones left out.

    Of ``many``, short figures are numbers of incidents; everything else is a ticket.
    """
    given: dict[str, Any] = {}
    for field in fields:
        said = str(values.get(field.name, field.value)).strip()
        if not said:
            continue
        value: object = _figure(said) if field.kind == "number" else said
        if field.kind == "many":
            value = [_figure(one) if len(one) <= INCIDENT_DIGITS else one for one in _MANY.findall(said)]
        *records, last = field.name.split(".")
        into = given
        for record in records:
            into = into.setdefault(record, {})
        into[last] = value
    return given


def _figure(said: str) -> int | str:
    return int(said) if said.isdecimal() and said.isascii() else said


def _today_at(viewer: Viewer, clock: str) -> str:
    """A time of the site's day, with its zone; what is none is left for the door to refuse."""
    try:
        read = time.fromisoformat(clock)
    except ValueError:
        return clock
    today = viewer.now().astimezone(viewer.zone).date()
    return datetime.combine(today, read, viewer.zone).isoformat()
