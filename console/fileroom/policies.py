"""Which profile each rule family follows, which others there are, and what another one would change."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from console.wiring import House
from domain.company import Choice
from domain.facts import Recorded
from domain.policy import Family, Kind, Limit, PolicyBook, Profile, in_force

KINDS: tuple[Kind, ...] = ("repair", "help", "complaint")


class Following(msgspec.Struct, frozen=True):
    """One family's profile today, and the choices that begin later, soonest first."""

    family: Family
    today: Choice | None
    later: tuple[Choice, ...]


class Difference(msgspec.Struct, frozen=True):
    """One limit on both sides; ``None`` where a side has none."""

    kind: Kind
    now: Limit | None
    then: Limit | None


def following(choices: Sequence[Choice], family: Family, day: date) -> Following:
    """What a family follows on a day, and what it will follow."""
    later = sorted((one for one in choices if one.family == family and one.since > day), key=_since)
    return Following(family, in_force(choices, family, day), tuple(later))


def published(house: House) -> dict[str, Profile]:
    """The latest version of every published profile, by name."""
    events = house.log.search(stream_prefix="policy:", name="policy.published")
    names = sorted({one.originator_id.partition(":")[2] for one in events if isinstance(one, Recorded)})
    return {name: house.log.get(PolicyBook, f"policy:{name}").versions[-1] for name in names}


def profile_of(house: House, choice: Choice | None) -> Profile | None:
    """The very version that a choice names."""
    if choice is None:
        return None
    return house.log.get(PolicyBook, f"policy:{choice.profile}").at_version(choice.version)


def differences(now: Profile | None, then: Profile, family: Family) -> list[Difference]:
    """Every limit of a family under either profile, side by side; equal ones are left out."""
    found: list[Difference] = []
    for kind in KINDS:
        old, new = _limits(now, family, kind), _limits(then, family, kind)
        for key in dict.fromkeys((*old, *new)):
            before, after = old.get(key), new.get(key)
            if (
                before is None
                or after is None
                or before.basis != after.basis
                or before.pauses != after.pauses
            ):
                found.append(Difference(kind, before, after))
    return found


def _limits(
    profile: Profile | None, family: Family, kind: Kind
) -> Mapping[tuple[str, tuple[str, ...]], Limit]:
    limits = profile.limits_for(family, kind) if profile else []
    return {(one.code, one.when): one for one in limits}


def _since(choice: Choice) -> date:
    return choice.since
