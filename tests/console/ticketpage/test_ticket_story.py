"""The story of a ticket: every fact as one plain sentence in both languages."""

from typing import Any

from console.ticketpage.questions import FORMS
from console.ticketpage.sentences import SENTENCES, icon, sentence
from console.ticketpage.told import who
from console.ticketpage.trade import BUTTONS, STEPS
from domain.facts import CLASSES
from domain.operations import COMMANDS
from domain.tickets.help import HELP
from domain.tickets.repair_steps import REPAIR
from projections.tickets.story import StoryLine
from tests.console.ticketpage.office import EN, MORNING, ZH


def test_every_fact_of_a_ticket_has_its_sentence_and_icon_in_both_languages() -> None:
    names = {name for name in CLASSES if name.startswith(("ticket.", "repair.", "unit."))}
    assert names == set(SENTENCES)
    for name in names:
        line = told(name)
        assert sentence(line, EN).strip(), name
        assert sentence(line, ZH).strip(), name
        assert icon(line)


def test_every_step_has_a_short_name_and_a_button() -> None:
    steps = {**HELP.steps, **REPAIR.steps}
    assert set(steps) <= set(STEPS)
    assert set(steps) - {"reported"} <= set(BUTTONS)


def test_each_form_asks_for_what_its_command_takes() -> None:
    for step in {**HELP.steps, **REPAIR.steps}.values():
        command = COMMANDS[step.do]
        if step.code != "reported":
            asked = {question.name for question in FORMS.get(step.do, ())}
            assert asked == set(command.arguments) - {"ticket"}, step.do
    assert set(FORMS) <= set(COMMANDS)


def test_an_erased_text_and_an_erased_name_are_said_to_be_erased() -> None:
    line = told("ticket.remarked", what=None)
    assert ZH.t("erased") in sentence(line, ZH)
    sent = told("repair.dispatched", technicians=["tech01"], names={"tech01": ""})
    assert sentence(sent, EN) == "erased sent."


def test_who_recorded_it_is_named_beside_who_did_it() -> None:
    line = told("ticket.arrived", names={"tech01": "Lin Feng", "desk01": "Bai He"})
    assert who(line, EN) == "Lin Feng (repair technician), recorded by Bai He"


def test_the_signature_says_what_is_charged() -> None:
    charges = [
        {"name": "Tap", "quantity": 2, "price_cents": 4000},
        {"name": "Hose", "quantity": 1, "price_cents": 1250},
    ]
    line = told("repair.signed", charges=charges, site_cleaned=True)
    assert sentence(line, EN) == "The customer signed for ¥92.50 (Tap × 2, Hose × 1), the place was cleaned"


def test_a_ledgers_line_names_its_number() -> None:
    line = told("ticket.line_adopted", line=4711, means="waiting", reason="Vendor")
    assert sentence(line, EN) == "Line 4711 of the ledger: waiting, reason “Vendor”"


def told(fact: str, names: dict[str, str] | None = None, **fields: Any) -> StoryLine:
    return StoryLine(
        position=1, stream="ticket:s1:R1", version=1, fact=fact, happened_at=MORNING, recorded_at=MORNING,
        recorded_late_s=None, fields=fields, by="desk01", doer="tech01", role="technician", through="console",
        command=None, names=names or {},
    )  # fmt: skip
