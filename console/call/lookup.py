"""The form's look-ups while somebody is on the phone: units and people, tariff items, hints and clocks."""

import msgspec

from console.call.preview import Preview, Translate, Wanted, preview
from console.wiring import House
from domain.errors import Term
from domain.facts import whole_seconds
from domain.tariff import Edition, Item, Tariff, tariff_stream
from domain.unit_facts import HandoverState
from domain.units import Unit, unit_stream
from projections.tickets.find import FoundUnit, find

MATCHES = 8
ITEMS = 4
STATES = {
    HandoverState.NOT_HANDED_OVER: Term("not handed over"),
    HandoverState.HANDED_OVER: Term("handed over, empty"),
    HandoverState.LIVED_IN: Term("lived in"),
}


class Matches(msgspec.Struct, frozen=True):
    """What fits the typed part, best first."""

    q: str
    rows: list[FoundUnit]


class Place(msgspec.Struct, frozen=True):
    """A unit in one line; ``warranty`` says until when, where it still runs."""

    unit: str
    says: str
    warranty: str


class OfferedItem(msgspec.Struct, frozen=True):
    """One tariff item, its price in words."""

    code: str
    name: str
    price: str


class Offer(msgspec.Struct, frozen=True):
    """Items for what was said or looked for.

    Attributes:
        tariff: False where the site has none in force.
        evident: Code of the item that is chosen unless somebody chooses; empty where nothing fits well enough.
    """

    tariff: bool
    items: list[OfferedItem]
    evident: str = ""


def matches(house: House, site: str, part: str) -> Matches:
    """Units and people that fit a part of a number, a name, its pinyin or a phone."""
    return Matches(part, find(house.views, site=site, part=part, limit=MATCHES))


def place(house: House, site: str, unit: str, t: Translate) -> Place | None:
    """The unit's line; ``None`` where no such unit is registered."""
    found = house.log.get(Unit, unit_stream(site, unit))
    if not found.exists:
        return None
    where = t("building {building}", building=found.file.building)
    if found.file.entrance:
        where += " " + t("entrance {entrance}", entrance=found.file.entrance)
    ends = found.warranty_ends
    runs = ends is not None and ends >= house.clock().astimezone(house.site(site).zone).date()
    warranty = t("under warranty until {day}", day=ends) if runs else ""
    state = t(STATES[found.handover_state])
    return Place(found.code, t("{place}, {state}", place=where, state=state), warranty)


def edition(house: House, site: str) -> Edition | None:
    """The tariff in force at the site today (TCK-03)."""
    today = house.clock().astimezone(house.site(site).zone).date()
    return house.log.get(Tariff, tariff_stream(site)).in_force(today)


def offer(house: House, site: str, language: str, *, said: str = "", part: str = "") -> Offer:
    """Items that the caller's words name, or, where a part is typed, items whose name, code or keyword has it."""
    tariff = edition(house, site)
    if tariff is None:
        return Offer(tariff=False, items=[])
    if part.strip():
        return Offer(tariff=True, items=_offered(_with_part(tariff, part.strip().casefold()), language))
    evident = tariff.evident(said)
    return Offer(
        tariff=True,
        items=_offered(tariff.suggest(said, ITEMS), language),
        evident=evident.code if evident else "",
    )


def _with_part(tariff: Edition, part: str) -> list[Item]:
    fitting = (
        item
        for item in tariff.items
        if any(part in word.casefold() for word in (item.name, item.name_en, item.code, *item.keywords))
    )
    return list(fitting)[:MATCHES]


def _offered(items: list[Item], language: str) -> list[OfferedItem]:
    return [_in_words(item, language) for item in items]


def _in_words(item: Item, language: str) -> OfferedItem:
    english = language == "en" and item.name_en
    yuan, cents = divmod(item.price_cents, 100)
    amount = f"{yuan:,}.{cents:02}" if cents else f"{yuan:,}"
    price = f"¥{amount}" if language == "en" else f"{amount}元/{item.unit}"
    return OfferedItem(item.code, item.name_en if english else item.name, price)


def clocks(house: House, site: str, wanted: Wanted, t: Translate) -> Preview:
    """The clocks that would start; a call cannot have begun later than now."""
    started = min(whole_seconds(wanted.started_at), whole_seconds(house.clock()))
    return preview(house, site, msgspec.structs.replace(wanted, started_at=started), t)
