"""The types of arguments that people type: texts, names, numbers, with their limits."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

CONTROL = r"\x00-\x1f\x7f"
Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Name = Annotated[
    str, Meta(min_length=1, max_length=80, pattern=rf"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*(?!\n)$")
]
Phone = Annotated[str, Meta(max_length=30, pattern=r"^[0-9+()\- ]*(?!\n)$")]
Account = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^(?:(?![A-Z])[\w.@-])+(?!\n)$")]
SiteCode = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9-]+(?!\n)$")]
UnitCode = Annotated[str, Meta(min_length=1, max_length=40, pattern=rf"^[^:\s{CONTROL}]+(?!\n)$")]
CampaignCode = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+(?!\n)$")]
TicketNumber = Annotated[str, Meta(min_length=1, max_length=60, pattern=rf"^[^{CONTROL}]+(?!\n)$")]
Part = Annotated[str, Meta(max_length=40, pattern=rf"^[^{CONTROL}]*(?!\n)$")]
"""A short word of the trade that stands in the event itself: a building, a team, a fit-out state."""

Label = Annotated[str, Meta(max_length=200, pattern=rf"^[^{CONTROL}]*(?!\n)$")]
"""One line that stands in the event itself: a place, a file's name, a charge."""

Cents = Annotated[int, Meta(ge=0, le=100_000_000)]
Aware = Annotated[datetime, Meta(tz=True)]


class PersonInput(Struct, frozen=True):
    """Somebody as a form names them."""

    name: Name
    phone: Phone = ""
