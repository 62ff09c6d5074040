"""Profiles: named, versioned sets of limits and settings, and which one is in force when (rules 4.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol, TypeVar

import msgspec

from domain.policy.limits import DayOfMonth, Family, Kind, Limit, TimeOfDay

Holder = Literal["user", "customer_service", "finance", "front_desk"]


class SlipCopy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who holds one copy of the slip in the end (REP-11, REP-21, CON-07).

    Attributes:
        number: 1 to 4.
        holder: Where it ends.
        term: English message id of the holder.
        purpose: English message id of what the copy is for.
    """

    number: int
    holder: Holder
    term: str
    purpose: str


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a profile says besides limits; ``None`` and empty mean that it does not say.

    Attributes:
        before_inclusive: 17:00:00 is still "before 17:00", the 25th still "before the 25th" (CAL-07).
        collector: Who takes the money for paid repair (REP-12, REP-21); read with the family billing.
        copies: Holders of the slip's copies (REP-11, REP-21, CON-07); read with the family billing.
        follow_up_share_pct: Least share of repairs to be visited, in percent (CON-02); family visit.
        open_letter_allowed: A complaint of many may be answered by an open letter (CON-09); family reply.
        late_note_min: Minutes between happened and recorded from which a fact is marked as recorded late.
    """

    before_inclusive: bool = True
    collector: Literal["finance", "technician"] | None = None
    copies: tuple[SlipCopy, ...] = ()
    follow_up_share_pct: int | None = None
    open_letter_allowed: bool | None = None
    late_note_min: int = 2

    def copy_of(self, holder: Holder) -> SlipCopy | None:
        """The copy that ends with ``holder``."""
        return next((one for one in self.copies if one.holder == holder), None)


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named set of limits and settings at one version.

    Attributes:
        name: ``COMMUNITY``.
        version: 1, then one more for each publication.
        term: English message id of the name people see.
        since: First site date on which it may be chosen.
        source: Where its numbers come from.
        limits: All limits of all families.
        settings: What else it says.
    """

    name: str
    version: int
    term: str
    since: date
    source: str
    limits: tuple[Limit, ...]
    settings: Settings = Settings()

    def limits_for(self, family: Family, kind: Kind) -> list[Limit]:
        """The limits of one family for one ticket kind, read by ``before_inclusive`` (CAL-07)."""
        mine = (one for one in self.limits if one.family == family and kind in one.kinds)
        return list(mine) if self.settings.before_inclusive else [_exclusive(one) for one in mine]


class SiteChoice(Protocol):
    """A site's choice of a profile for one rule family, from a site date on."""

    @property
    def family(self) -> str:
        """The rule family."""
        ...

    @property
    def profile(self) -> str:
        """Name of the profile."""
        ...

    @property
    def version(self) -> int:
        """Version of the profile."""
        ...

    @property
    def since(self) -> date:
        """First site date."""
        ...


C = TypeVar("C", bound=SiteChoice)


def in_force(choices: Iterable[C], family: Family, day: date) -> C | None:
    """The choice in force for a family on a site date; the later recorded one where two begin on one day."""
    begun = [one for one in choices if one.family == family and one.since <= day]
    return max(reversed(begun), key=lambda one: one.since, default=None)


def _exclusive(limit: Limit) -> Limit:
    if isinstance(limit.basis, TimeOfDay | DayOfMonth):
        return msgspec.structs.replace(limit, basis=msgspec.structs.replace(limit.basis, inclusive=False))
    return limit
