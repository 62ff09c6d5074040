"""Calls to the desk of the day, and how soon each was answered."""

from datetime import datetime

import msgspec

from domain.aggregate import Aggregate, on
from domain.errors import Refused, Unknown, reason
from domain.facts import Happened, TextRef
from domain.roster import duty_facts as facts


class Call(msgspec.Struct, frozen=True):
    """Who called from where, what about, and when it was answered."""

    what: TextRef
    place: str
    by: str
    raised_at: datetime
    answered_at: datetime | None = None


class Calls(Aggregate):
    """The calls of one campaign by their number, from 1."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.calls: dict[int, Call] = {}

    @property
    def unanswered(self) -> list[int]:
        return [number for number, one in self.calls.items() if one.answered_at is None]

    def raise_call(self, what: TextRef, place: str, at: datetime) -> int:
        """Note a call; returns its number."""
        number = len(self.calls) + 1
        self.record(facts.CallRaised(call=number, what=what, place=place), at)
        return number

    def answer(self, call: int, at: datetime) -> None:
        """Note that a call was answered.

        Raises:
            Unknown: There is none of that number.
            Refused: It was answered before, or came later.
        """
        found = self.calls.get(call)
        if found is None:
            raise Unknown(reason("There is no call {number} on record.", number=call))
        if found.answered_at is not None:
            raise Refused(reason("The call was answered at {at}.", at=found.answered_at))
        if at < found.raised_at:
            raise Refused(reason("The call came only at {at}.", at=found.raised_at))
        self.record(facts.CallAnswered(call=call), at)

    @on(facts.CallRaised)
    def _on_raised(self, fact: facts.CallRaised, event: Happened) -> None:
        self.calls = {
            **self.calls,
            fact.call: Call(fact.what, fact.place, event.doer, event.happened_at),
        }

    @on(facts.CallAnswered)
    def _on_answered(self, fact: facts.CallAnswered, event: Happened) -> None:
        found = self.calls[fact.call]
        self.calls = {**self.calls, fact.call: msgspec.structs.replace(found, answered_at=event.happened_at)}


def calls_stream(site: str, campaign: str) -> str:
    return f"calls:{site}:{campaign}"
