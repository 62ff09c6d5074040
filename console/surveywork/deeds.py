"""From a press on a row of a round's page to a command at the door."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from console.campaignpage.deeds import nested, offered, turned_down
from console.campaignpage.ledger import Section
from console.surveywork import asked
from console.viewer import Viewer
from domain.errors import Refused


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
    try:
        viewer.submit(verb.do, uuid4().hex, survey=code, **verb.fixed, **asked.arguments(viewer, given))
    except Refused as refusal:
        return turned_down(viewer, row, verb, refusal)
    return None
