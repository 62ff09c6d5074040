"""What ``page.html`` tells, part by part."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from console.evidence.asked import Asked
from console.evidence.chosen import Chosen, Why
from console.evidence.clocks import write_clocks
from console.evidence.members import Members
from console.evidence.page import Page
from console.evidence.proofs import Proofs
from console.evidence.story import spoken
from console.languages import LANGUAGES, Translator
from console.viewer import Viewer
from console.wiring import House
from domain.errors import Term
from domain.log.careful import NOT_READ
from domain.log.dialects.dialect import Row
from domain.tickets.ticket import Ticket
from projections.tickets.ticket import ticket, ticket_at

MOST_TOLD: Final = 2000
"""A longer page would be read by nobody; all events stand in ``events.jsonl``."""
WORDING = Term(
    "The sentences of this page are the program’s wording. What is proven stands in events.jsonl; "
    "“python3 verify.py --tell” prints it."
)
NO_LIMITS = Term(
    "They cannot be reckoned: an event of this case cannot be read. “steward verify” says which."
)
UNSIGNED = Term(
    "Nobody signed this page, what is left out and what is called erased: the key is on another machine. The events "
    "are proven all the same; a pack made on that machine is signed as a whole."
)
UNFIT = Term(
    "Not as recorded: {count}. They do not fit the chain or the checkpoint; the reader in the pack names each."
)
PERSONAL = {
    "all": Term("texts and persons are shown with their salts"),
    "texts": Term("texts are shown; persons are left out, for whoever asked may not see telephone numbers"),
    "none": Term("texts and persons are left out, as asked"),
}


def tell(
    house: House,
    asked: Asked,
    members: Members,
    chosen: Chosen,
    proofs: Proofs,
    manifest: dict[str, Any],
) -> int:
    """Write the page; how many events it tells."""
    readers = _readers(house, asked)
    with members.member("page.html") as member:
        page = Page(member, readers)
        page.begin(asked.case.rpartition(":")[2] or str(manifest["asked_at"]))
        _head(page, asked, manifest)
        _coverage(page, proofs, manifest)
        parts = _Parts(house, page, asked, readers, chosen)
        parts.story(Term("Story"), own=True)
        _clocks(house, page, asked, readers, manifest["position"])
        parts.story(Term("What it rests on"), own=False)
        parts.rest()
        _rules(page, manifest)
        page.end()
    return parts.told


def _readers(house: House, asked: Asked) -> list[Viewer]:
    """Somebody for each language, who sees the site's times with their years."""
    site = (
        asked.case.split(":")[1] if asked.case.count(":") > 1 else asked.site or next(iter(house.sites), "")
    )
    site = site if site in house.sites else next(iter(house.sites), "")
    speaks = [Translator.for_language(one, house.site(site).zone, 0) for one in LANGUAGES]
    return [Viewer(house, asked.by, site, (site,), frozenset(), one) for one in speaks]


def _head(page: Page, asked: Asked, manifest: dict[str, Any]) -> None:
    page.write(f"<header><h1>{page.t('Evidence pack')} {page.plain(asked.case)}</h1></header>")
    if manifest["purpose"] == "demo":
        page.write(f'<p class="demo">{page.t("Demonstration data")}</p>')
    period = page.t("{since} to {until}, happened or recorded in it", **_period(asked))
    page.listed(
        [
            (page.t("Company"), page.plain(manifest["company"])),
            (page.t("Asked for"), page.plain(asked.case) if asked.case else period),
            (page.t("Taken away by"), page.plain(f"{asked.by} ({asked.through}), {manifest['asked_at']}")),
            (page.t("Personal data"), page.t(PERSONAL[asked.personal])),
            (
                page.t("Register"),
                page.t(
                    "{shown} shown, {withheld} left out, {erased} erased, {missing} missing",
                    **manifest["register"],
                ),
            ),
        ]
    )


def _period(asked: Asked) -> dict[str, Any]:
    return {"since": asked.since or Term("the beginning"), "until": asked.until or Term("now")}


def _coverage(page: Page, proofs: Proofs, manifest: dict[str, Any]) -> None:
    """What is proven and what is not, and how to see for oneself."""
    newest = proofs.newest.checkpoint
    page.heading("What is proven")
    said = Term("{covered} of {count} events are covered by the checkpoint of {size} events, made at {at}.")
    page.say(said, covered=manifest["covered"], count=manifest["events"], size=newest.size, at=newest.at)
    if manifest["unfit"]:
        page.say(UNFIT, "mind", count=manifest["unfit"])
    if manifest["uncovered"]:
        later = Term(
            "{count} events are later than any checkpoint: nothing but the chain vouches for them yet."
        )
        page.say(later, "mind", count=manifest["uncovered"])
    if not manifest["signed"]:
        page.say(UNSIGNED, "mind")
    page.listed(
        [
            (page.t("Fingerprint of the key"), f"<code>{proofs.keys[-1].fingerprint}</code>"),
            (page.t("Check it yourself"), "<code>python3 PACK.zip --key …</code>"),
        ]
    )
    page.say(WORDING, "small")
    page.write("</section>")


def _clocks(house: House, page: Page, asked: Asked, readers: list[Viewer], upto: int) -> None:
    """Limits of the ticket, where the case is one, as they stood at the last event that the pack knows of."""
    kind, _, rest = asked.case.partition(":")
    if kind != "ticket":
        return
    site, _, number = rest.partition(":")
    found: Ticket
    try:
        found, read_at = ticket_at(house.views, asked.case, upto, "recorded")
        state = ticket(house.views, site=site, number=number, as_of=upto)
    except NOT_READ:
        page.heading("Limits and their arithmetic")
        page.say(NO_LIMITS, "mind")
        page.write("</section>")
        return
    page.heading("Limits and their arithmetic, read at {at}", at=read_at)
    page.listed([(page.t("Where it is"), page.plain(state.unit or state.place))])
    write_clocks(page, readers, found, state)
    page.write("</section>")


class _Parts:
    """The events, each in the order of the log: those that were asked for, and what they rest on.

    Attributes:
        told: How many the page tells so far.
    """

    def __init__(self, house: House, page: Page, asked: Asked, readers: list[Viewer], chosen: Chosen) -> None:
        self.told = 0
        self._house, self._page, self._readers, self._chosen = house, page, readers, chosen
        self._asked, self._of_places = asked, replace(asked, people=False, texts=False)

    def story(self, title: Term, *, own: bool) -> None:
        """One part with its heading."""
        self._page.heading(title)
        self._page.write("<ol>")
        for rows in self._batches(own=own):
            why = self._chosen.why([row[0] for row in rows])
            places = [row for row in rows if why[row[0]] == [Why.PLACE]]
            self._write([row for row in rows if row not in places], self._asked, "" if own else "context")
            self._write(places, self._of_places, "context")
            self.told += len(rows)
        self._page.write("</ol></section>")

    def _write(self, rows: list[Row], asked: Asked, css: str) -> None:
        """Who owns the place of a ticket is left out even where everything is shown."""
        self._page.story(spoken(self._house.views, self._readers, asked, rows), css)

    def rest(self) -> None:
        """Say what the page does not tell."""
        if self.told < self._chosen.count():
            rest = Term("This page tells {told} of {count} events; all of them stand in events.jsonl.")
            self._page.say(rest, "mind", told=self.told, count=self._chosen.count())

    def _batches(self, *, own: bool) -> Iterator[list[Row]]:
        for batch in self._chosen.batches():
            wanted = [one for one in batch if self._chosen.told(one) is own][: MOST_TOLD - self.told]
            if wanted:
                yield [row for row, _ in self._house.log.raw.among(wanted)]
            if self.told >= MOST_TOLD:
                return


def _rules(page: Page, manifest: dict[str, Any]) -> None:
    page.heading("Rules, calendars, tariffs and templates in force")
    links = (
        f'<li><a href="{one["file"]}">{one["file"]}</a> <span class="small">#{one["position"]}</span></li>'
        for one in manifest["policies"]
    )
    page.write(f"<ol>{''.join(links)}</ol></section>")
