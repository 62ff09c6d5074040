"""What every command carries beside its arguments: its id, the site, who records, who did it, when, and from where."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec

from domain.errors import Reason, Refused, Term, reason
from domain.facts import YEARS, Recorded, whole_seconds

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Account = Annotated[str, msgspec.Meta(max_length=60)]
Aware = Annotated[datetime, msgspec.Meta(tz=True)]

FIELDS: dict[str, Any] = {
    "id": Id,
    "site": Account,
    "by": Account,
    "doer": Account,
    "at": Aware,
    "seen": int,
}


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """Attributes as design 3 names them; ``seen`` is the ticket's version on the page that commands."""

    id: str
    do: str
    site: str = ""
    by: str = ""
    doer: str = ""
    at: datetime | None = None
    seen: int | None = None
    through: str = "console"
    digest: bytes = b""
    correlation: str | None = None
    causation: str | None = None

    def wrap(self, event: Recorded, part: int, role: str) -> Recorded:
        """The event with everything the log keeps of its command."""
        return msgspec.structs.replace(
            event,
            site=self.site,
            by=self.by,
            doer=self.doer or self.by,
            role=role,
            through=self.through,
            command=self.id,
            part=part,
            digest=self.digest,
            correlation=self.correlation or self.id,
            causation=self.causation,
        )


def read_envelope(given: Mapping[str, Any], now: datetime, through: str, digest: bytes) -> Envelope:
    """Read and check what stands around the arguments.

    Raises:
        Refused: Every field that is missing or wrong, and a time that lies in the future.
    """
    read: dict[str, Any] = {}
    obstacles: list[Reason] = []
    for name, wanted in FIELDS.items():
        if given.get(name) is None:
            continue
        try:
            read[name] = msgspec.convert(given[name], wanted)
        except msgspec.ValidationError as error:
            obstacles.append(_misfit(name, str(error)))
    obstacles += [
        reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=name)
        for name in ("id", "by")
        if given.get(name) is None
    ]
    if "at" in read:
        obstacles += _beyond(read["at"], now)
    if obstacles:
        raise Refused(*obstacles)
    if "at" in read:
        read["at"] = whole_seconds(read["at"])
    return Envelope(do=str(given.get("do", "")), through=through, digest=digest, **read)


def _beyond(at: datetime, now: datetime) -> list[Reason]:
    """Why nothing can have happened then."""
    if at.year not in YEARS:
        return [out_of_reach("at")]
    if whole_seconds(at) > now:
        return [reason("{at} lies in the future.", who=Term("you"), verb=Term("check the time"), at=at)]
    return []


def out_of_reach(name: str) -> Reason:
    """Word that an instant lies in a year that nobody means."""
    return reason(
        "“{name}” lies in a year that cannot be meant.",
        who=Term("you"),
        verb=Term("check the time"),
        name=name,
    )


def _misfit(name: str, said: str) -> Reason:
    if "timezone" in said:
        return reason(
            "“{name}” is a time without a zone.",
            who=Term("you"),
            verb=Term("add the zone, such as +08:00"),
            name=name,
        )
    if "length" in said:
        return reason("“{name}” is empty or too long.", who=Term("you"), verb=Term("correct it"), name=name)
    return reason("“{name}” has the wrong form.", who=Term("you"), verb=Term("correct it"), name=name)
