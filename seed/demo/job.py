"""What a repair call is about: the tariff item or the assessment, how long the work takes and what it costs."""

from datetime import datetime, timedelta

import msgspec

from domain.tariff import Item
from seed.demo import words
from seed.demo.chance import Chance
from seed.demo.days import slot


class Job(msgspec.Struct, frozen=True):
    """One repair.

    Attributes:
        item: Tariff item code; empty where the tariff has none.
        name: What stands on the bill.
        quantity: How many units of the item.
        price_cents: For one unit.
        booked_for: The appointment, if the customer wanted one.
    """

    item: str
    name: str
    says: str
    minutes: int
    quantity: int
    price_cents: int
    booked_for: datetime | None = None

    @property
    def total_cents(self) -> int:
        return self.quantity * self.price_cents

    @property
    def on_site(self) -> timedelta:
        """From setting out to the signature, with some time to spare."""
        return timedelta(minutes=self.minutes + 26)


def reported_job(chance: Chance, at: datetime) -> Job:
    """What somebody calls about."""
    booked = slot(at + chance.minutes(100, 2200)) if chance.falls("booked") else None
    if chance.falls("outside_tariff"):
        wanted = chance.pick(words.matters().assessed)
        low, high = wanted.price_cents
        price = chance.whole(low // 1000, high // 1000) * 1000
        return Job("", wanted.says[:12], wanted.says, chance.whole(*wanted.minutes), 1, price, booked)
    matter = chance.pick(words.matters().repairs)
    item = _items()[matter.item]
    quantity = chance.whole(2, 4) if item.unit == "米" else 1
    return Job(
        item.code,
        item.name,
        chance.pick(matter.says),
        chance.whole(*matter.minutes),
        quantity,
        item.price_cents,
        booked,
    )


def rework(job: Job) -> Job:
    """The same fault again: free of charge where it stands in the tariff, else assessed at a small price."""
    if not job.item:
        return msgspec.structs.replace(job, price_cents=3000, booked_for=None)
    name = words.remarks().rework_charge
    return msgspec.structs.replace(job, name=name, quantity=1, price_cents=0, booked_for=None)


def _items() -> dict[str, Item]:
    return {item.code: item for item in words.tariff_items()}
