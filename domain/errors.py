"""Every business no, with all its reasons, in words that can be translated."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


class Term(str):
    """An English message id whose translation stands in the catalogue; a plain ``str`` is shown as it is."""

    __slots__ = ()


class Reason(msgspec.Struct, frozen=True):
    """One thing that stands in the way.

    Attributes:
        text: English message id with ``{placeholders}``.
        fields: What fills them: ``Term`` is translated, aware ``datetime`` is shown in the site's zone.
        who: The person or role that can clear it, as a message id; empty where nobody must act.
        verb: What that person does next, as a message id; empty where nothing is to be done.
        do: The command behind the verb, for a button; never shown.
    """

    text: str
    fields: Mapping[str, Any] = {}
    who: str = ""
    verb: str = ""
    do: str = ""

    def __str__(self) -> str:
        """In English, for whoever reads a traceback."""
        return self.text.format_map(self.fields)


def reason(text: str, *, who: str = "", verb: str = "", do: str = "", **fields: Any) -> Reason:
    """Word one reason; the catalogue collects ``text`` from the calls of this function."""
    return Reason(text, fields, who, verb, do)


class Refused(Exception):
    """A command that is not carried out: nothing was recorded, and each reason is named.

    Attributes:
        reasons: At least one, all that hold at once.
    """

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


def refuse(obstacles: Iterable[Reason]) -> None:
    """Stop with every reason at once.

    Raises:
        Refused: There is any.
    """
    found = list(obstacles)
    if found:
        raise Refused(*found)


class ChangedMeanwhile(Refused):
    """Somebody else recorded something on the same stream first; look again, then decide again."""

    def __init__(self) -> None:
        super().__init__(
            reason(
                "Somebody else has recorded something here in the meantime.",
                who=Term("you"),
                verb=Term("look at it again, then record it again"),
            )
        )


class NotAllowed(Refused):
    """The recorder or the doer holds no sufficient role at that site at that time."""


class Unknown(Refused):
    """A unit, ticket, person or command that the register does not know."""
