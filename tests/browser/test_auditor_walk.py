"""An auditor who knows nothing of events: nine questions, each from the first page to its answer, by pressing only."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect
from starlette.routing import BaseRoute

from console.audit.certificate_route import certificate_route
from console.audit.route import moment_route
from console.evidence.route import evidence_route
from console.languages import Translator
from console.looking import kept
from console.proving import maker_of
from console.ticketpage.trade import STEPS
from console.wiring import House
from projections.audit.erasures import people_on_file
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import order, small_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CALLER = {"name": "周女士", "phone": "13800001000"}
LEAVERS = {
    "zh": {"name": "欧阳灵犀", "phone": "13912345678"},
    "en": {"name": "司马青云", "phone": "13987654321"},
}
"""Who is erased, in each language of the walk."""
ROUND, GLAD, CROSS = "yearly", {"security": 5, "cleaning": 4, "overall": 4}, {"overall": 2}
PROVEN = {
    "zh": "1 个检查点经证明是本包检查点的开头",
    "en": "1 kept checkpoint proven to begin the pack's own",
}
PATIENCE_MS = 20_000


class Audited(HouseConsole):
    """A console from which an auditor takes papers away; ``number`` is the ticket that is asked about."""

    number = ""

    @property
    def routes(self) -> list[BaseRoute]:
        papers = (kept(self.house, make(self.house)) for make in (evidence_route, certificate_route))
        return [*super().routes, *papers, moment_route(self.house)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    house = small_house(tmp_path_factory.mktemp("house"), Clock(MORNING))
    number = repaired(house)
    reported(house)
    for lang, caller in LEAVERS.items():
        order(house, "help.report", lang, by="desk01", caller=caller, matter="门铃不响", place="3 栋大堂")
    maker_of(house.settings, house.clock).make()
    with Audited(house) as served:
        served.number = number
        yield served


def repaired(house: House) -> str:
    """A repair whose slip nobody filled in before engineering was told; the desk wrote all of it down later."""
    steps: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("repair.notify_engineering", 49, {}),
        ("ticket.remark", 35, {"what": "客户赶时间", "doer": "tech01"}),
    )
    call = {"unit": "5-1-1101", "matter": "水龙头滴水", "caller": CALLER, "item": "SN-01"}
    taken = order(house, "repair.report", "call", by="desk01", at=ago(55), **call).results["ticket"]
    for do, minutes, given in steps:
        order(house, do, do, by="desk01", ticket=taken, at=ago(minutes), **given)
    return str(taken)


def reported(house: House) -> None:
    """Two answers are reported, a third comes in later and is a bad one."""
    plan = {"name": "2026年度满意度调查", "template": "central_survey", "starts": "2026-11-22"}
    work: tuple[tuple[str, dict[str, Any]], ...] = (
        ("plan", plan),
        ("freeze_frame", {}),
        ("draw", {}),
        ("issue_forms", {"forms": [1, 2, 3]}),
        ("take_answers", {"form": 1, "answers": GLAD}),
        ("take_answers", {"form": 2, "answers": GLAD}),
        ("close_collection", {}),
        ("report_figures", {"analysis": "都满意"}),
        ("take_answers", {"form": 3, "answers": CROSS}),
    )
    for place, (do, given) in enumerate(work):
        order(house, f"survey.{do}", f"survey {place}", by="desk01", survey=ROUND, **given)


def ago(minutes: int) -> str:
    return (MORNING - timedelta(minutes=minutes)).isoformat()


class Auditor:
    """Somebody at one page who knows a ticket's number."""

    def __init__(self, served: Audited, chromium: Browser, lang: str) -> None:
        self.served, self.number, self.speaks = served, served.number, Translator.for_language(lang)
        self.context = served.somebody(chromium, "audit01", lang, viewport={"width": 1440, "height": 900})
        self.page: Page = self.context.new_page()

    def t(self, text: str, **fields: Any) -> str:
        return self.speaks.t(text, **fields)

    def ask(self, question: str, about: str = "") -> None:
        """From the first page to the answer of a question, of what was typed or of the whole site."""
        self.page.goto(self.served.url("/"))
        expect(self.page.get_by_text(self.t(question)).first).to_be_visible(timeout=PATIENCE_MS)
        if about:
            self.page.get_by_role("textbox").first.fill(about)
            self.page.keyboard.press("Enter")
            self.sees(self.page.locator("body"), self.t("Questions about {subject}", subject=about))
        self.page.get_by_role("link", name=self.t(question)).last.click()

    def sees(self, where: Locator, *said: str) -> None:
        for one in said:
            expect(where).to_contain_text(one, timeout=PATIENCE_MS)

    def gist(self) -> Locator:
        return self.page.locator(".case-gist")

    def takes(self, link: str) -> Download:
        with self.page.expect_download() as taken:
            self.page.get_by_role("link", name=self.t(link)).click()
        return taken.value

    def brings(self, copy: Path) -> None:
        self.page.locator(".st-key-given input[type=file]").set_input_files(copy)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.whole)])
def test_nine_questions_are_answered_from_the_first_page(
    served: Audited, chromium: Browser, lang: str, tmp_path: Path
) -> None:
    auditor = Auditor(served, chromium, lang)
    of_one_ticket(auditor)
    of_the_site(auditor)
    of_a_copy(auditor, tmp_path)
    of_a_person(auditor, erased(auditor, chromium, lang))
    assert auditor.page.locator(".stException").count() == 0
    auditor.context.close()


def of_one_ticket(auditor: Auditor) -> None:
    """Who changed it, was it late by whose rule, what did the desk see, what is missing, who looked."""
    page, t = auditor.page, auditor.t
    auditor.ask("Who changed this?", auditor.number)
    auditor.sees(auditor.gist(), "Bai He", "Lin Feng")
    auditor.ask("Was it late, and by whose rule?", auditor.number)
    auditor.sees(auditor.gist(), t("Tell engineering"), "0:03:00")
    auditor.sees(page.locator(".case-rules"), t("Community management"))
    auditor.ask("What did the desk see then?", auditor.number)
    auditor.sees(page.locator(".desk-then li.mine"), auditor.number)
    auditor.ask("What is missing?", auditor.number)
    auditor.sees(auditor.gist(), t(STEPS["slip_filled"]))
    auditor.ask("Who looked at it?", auditor.number)
    auditor.sees(page.locator(".steward-table tbody"), "Shi Jian", t("the desk before its last event"))


def of_the_site(auditor: Auditor) -> None:
    """What was reported and is known now; what was written down late, by whom, down to the event."""
    page, t = auditor.page, auditor.t
    auditor.ask("What was reported then?")
    auditor.sees(page.locator("body"), t("As reported and as known now"))
    counted = "{happy} of {answered}"
    late, then, now = (
        t(counted, happy=happy, answered=valid) for happy, valid in (("+0", "+1"), (2, 2), (2, 3))
    )
    auditor.sees(page.locator(".steward-table").filter(has_text=late), then, now)
    auditor.ask("Was anything written down later, or back-dated?")
    page.get_by_role("link", name="Bai He · desk01").click()
    page.locator(".st-key-audit-late-events tbody a").first.click()
    auditor.sees(page.locator("ol.case li.shown"), "客户赶时间", "35:0")


def of_a_copy(auditor: Auditor, folder: Path) -> None:
    """A pack is taken away, judged when it comes back, by a checkpoint too, and again after somebody falsified it."""
    page, t = auditor.page, auditor.t
    auditor.ask("Who changed this?", auditor.number)
    genuine, falsified = folder / "genuine.zip", folder / "falsified.zip"
    auditor.takes("Take its evidence away").save_as(genuine)
    held = bytearray(genuine.read_bytes())
    held[len(held) // 2] ^= 1
    falsified.write_bytes(held)
    auditor.ask("Is this copy genuine?")
    auditor.brings(genuine)
    given = page.locator(".st-key-proof-given")
    auditor.sees(given, t("Genuine: “{name}” is what was recorded here.", name="genuine.zip"))
    checkpoint = folder / "checkpoint.txt"
    with page.expect_download() as taken:
        page.get_by_role("button", name=t("The newest checkpoint")).click()
    taken.value.save_as(checkpoint)
    keeps = page.locator(".st-key-given-checkpoint input[type=file]")
    keeps.set_input_files(checkpoint)
    auditor.sees(given, PROVEN[auditor.speaks.language])
    redated = folder / "redated.txt"
    redated.write_bytes(checkpoint.read_bytes().replace(b"\ntime 2", b"\ntime 3"))
    keeps.set_input_files(redated)
    auditor.sees(given, t("Not genuine: this copy is not what was recorded here."))
    auditor.brings(falsified)
    auditor.sees(given, t("Not genuine: this copy is not what was recorded here."))


def erased(auditor: Auditor, chromium: Browser, lang: str) -> str:
    """The administrator erases a caller on the page, whose entry of the register is told."""
    served, t, name = auditor.served, auditor.t, LEAVERS[lang]["name"]
    (found,) = people_on_file(served.house.views, part=name)
    with served.somebody(chromium, "root", lang, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(served.url("/erasures?site=s1"))
        page.get_by_label(t("Name, phone number or register id")).fill(name, timeout=PATIENCE_MS)
        page.keyboard.press("Enter")
        page.get_by_text(t("consent was withdrawn"), exact=True).click(timeout=PATIENCE_MS)
        page.get_by_label(t("Type {entry} to confirm", entry=found.entry)).fill(found.entry)
        page.get_by_role("button", name=t("Erase for good")).click()
        auditor.sees(page.locator(".steward-done"), found.entry)
    return found.entry


def of_a_person(auditor: Auditor, entry: str) -> None:
    """The list of erasures leads to the certificate, which says that nothing is left."""
    page, t = auditor.page, auditor.t
    auditor.ask("Is this person really gone?")
    page.get_by_role("link", name=entry).click()
    auditor.sees(page.locator("body"), t("None of these entries is in the register at this hour."))
