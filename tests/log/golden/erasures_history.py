"""The history that the golden store of erasures tells: a caller erased with a text, a text redacted, one erased again."""

from typing import Any

from domain.facts import PersonRef, Recorded, TextRef
from domain.log import Log
from domain.operations.digests import references
from tests.log.golden.history import HOME, OWNER, TENANT, Command

CALLS: tuple[Command, ...] = (
    ("unit.register", {"unit": HOME, "building": "5", "handover_state": "lived_in", "owner": OWNER}),
    ("help.report", {"unit": HOME, "caller": TENANT, "matter": "王先生问快递柜，回电 138-0000-0002"}),
    ("help.report", {"unit": HOME, "caller": TENANT, "matter": "问电梯何时修好"}),
)


def calls(log: Log) -> list[tuple[str, str]]:
    """Register ids of the caller and the matter of each call, in their order."""
    told = [
        list(references(event.fact))
        for event in log.search(name="ticket.reported")
        if isinstance(event, Recorded)
    ]
    return [
        (
            next(one.id for one in refs if isinstance(one, PersonRef)),
            next(one.id for one in refs if isinstance(one, TextRef)),
        )
        for refs in told
    ]


def erased(log: Log) -> list[tuple[str, dict[str, Any]]]:
    """The commands that erase the first caller with what they said, and the words of the second call."""
    (first, words), (_, other) = calls(log)
    return [
        ("person.erase", {"person": first, "basis": "consent_withdrawn", "texts": [words]}),
        ("text.redact", {"text": other, "basis": "kept_long_enough"}),
    ]
