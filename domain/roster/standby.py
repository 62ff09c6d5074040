"""The reserve on the day: where each waits, and on which post each was sent (EXM-07).

It is one stream for a campaign: two leaders who send the same person to two posts meet here.
"""

from datetime import datetime

from domain.aggregate import Aggregate, on
from domain.errors import Refused, reason
from domain.facts import Happened
from domain.roster import duty_facts as facts


class Standby(Aggregate):
    """Where the reserve is.

    Attributes:
        places: Where each waits.
        sent: Key of the duty that each was sent to, while there.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.places: dict[str, str] = {}
        self.sent: dict[str, str] = {}

    def station(self, person: str, place: str, at: datetime) -> None:
        """Let somebody wait at a place."""
        if self.places.get(person) == place:
            raise Refused(reason("This is on record already."))
        self.record(facts.ReserveStationed(person=person, place=place), at)

    def send(self, person: str, duty: str, at: datetime) -> None:
        """Let somebody have a post.

        Raises:
            Refused: They have one.
        """
        if person in self.sent:
            raise Refused(
                reason(
                    "{person} has been sent to {post} already.",
                    person=person,
                    post=self.sent[person].partition("/")[0],
                )
            )
        self.record(facts.StandbySent(person=person, duty=duty), at)

    def free(self, person: str, duty: str, at: datetime) -> None:
        """Let somebody have that post no longer; nothing happens where they have another, or none."""
        if self.sent.get(person) == duty:
            self.record(facts.StandbyFreed(person=person), at)

    @on(facts.ReserveStationed)
    def _on_stationed(self, fact: facts.ReserveStationed, event: Happened) -> None:
        self.places = {**self.places, fact.person: fact.place}

    @on(facts.StandbySent)
    def _on_sent(self, fact: facts.StandbySent, event: Happened) -> None:
        self.sent = {**self.sent, fact.person: fact.duty}

    @on(facts.StandbyFreed)
    def _on_freed(self, fact: facts.StandbyFreed, event: Happened) -> None:
        self.sent = {id: duty for id, duty in self.sent.items() if id != fact.person}


def standby_stream(site: str, campaign: str) -> str:
    return f"standby:{site}:{campaign}"
