"""A case file: the story beside other streams, both times, commands, rules, and the desk as it was just before."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from console.audit.sentences import FORM_SENTENCES, PLAIN
from domain.errors import Refused, Unknown
from projections.audit.case import CaseFile, case
from projections.audit.desk_before import desk_before
from tests.console.houses import order
from tests.console.ticketpage.office import Office

FACTS = Path(__file__).parents[2] / "domain" / "golden" / "facts.json"


def stream(office: Office) -> str:
    return f"ticket:s1:{office.number}"


def told(office: Office, **asked: object) -> CaseFile:
    return case(office.house.views, stream=stream(office), **asked)  # pyright: ignore[reportArgumentType]


def own(file: CaseFile) -> list[str]:
    return [one.line.fact for one in file.lines if one.lane == 0]


def late_repair(office: Office) -> None:
    """Reported, slip filled, arrived; then the departure is written down by the desk nine minutes late."""
    office.report()
    office.to_site()
    at = office.clock.now - timedelta(minutes=1)
    office.clock.now += timedelta(minutes=8)
    office.do("ticket.set_out", "desk01", doer="tech01", at=at.isoformat())


def test_every_fact_that_can_be_stored_has_its_sentence() -> None:
    stored = set(json.loads(FACTS.read_text(encoding="utf-8")))
    assert stored - PLAIN.keys() - FORM_SENTENCES.keys() == set()


def test_a_case_tells_its_events_by_recording_and_by_happening(office: Office) -> None:
    late_repair(office)
    recorded, happened = told(office), told(office, axis="happened")
    assert own(recorded)[-2:] == ["ticket.arrived", "ticket.set_out"]
    assert own(happened)[-2:] == ["ticket.set_out", "ticket.arrived"]
    (late,) = [one.line for one in recorded.lines if one.line.recorded_late_s is not None]
    assert (late.fact, late.by, late.doer, late.recorded_late_s) == (
        "ticket.set_out",
        "desk01",
        "tech01",
        600,
    )


def test_a_case_as_of_a_moment_knows_what_was_recorded_by_then(office: Office) -> None:
    late_repair(office)
    everything = own(told(office))
    before = told(office).lines[-2].line.position
    assert own(told(office, as_of=before)) == everything[:-1]
    set_out_at = office.clock.now - timedelta(minutes=10)
    assert own(told(office, as_of=set_out_at, axis="happened"))[-1] == "ticket.set_out"
    assert "ticket.set_out" not in own(told(office, as_of=set_out_at))


def test_rules_and_calendar_of_acceptance_and_the_limits_stand_beside_it(office: Office) -> None:
    late_repair(office)
    file = told(office)
    assert file.pins["repair"] == "COMMUNITY@1"
    assert file.calendar.startswith("CN@")
    chosen = [one.line for one in file.lines if one.line.fact == "site.policy_chosen"]
    assert {line.stream for line in chosen} == {"site:s1"}
    assert {line.fields["choice"]["family"] for line in chosen} == set(file.pins)


def test_what_the_same_command_wrote_elsewhere_stands_beside_the_line(office: Office) -> None:
    pump = {"unit": "SB-01", "name": "1 号水泵", "building": "5", "system": "water"}
    order(office.house, "equipment.register", "pump", **pump)
    office.clock.now += timedelta(minutes=1)
    order(
        office.house, "equipment.record", "round", by="head01", unit="SB-01", kind="inspection",
        finding="not_in_order", words="轴承响", open_a_ticket=True,
    )  # fmt: skip
    office.house.projector.catch_up()
    office.number = office.house.log.last_stream("ticket:s1:") or ""
    file = case(office.house.views, stream=office.number)
    assert "unit:s1:SB-01" in file.lanes
    opened = next(one for one in file.lines if one.lane == 0)
    assert [file.lanes[place] for place in opened.beside] == ["unit:s1:SB-01"]
    noted = next(one for one in file.lines if file.lanes[one.lane] == "unit:s1:SB-01")
    assert noted.line.command == opened.line.command
    assert noted.correlation == opened.correlation


@pytest.mark.parametrize("asked", ["ticket:s1:R000000-001", ""])
def test_a_stream_that_nobody_knows_is_refused_in_words(office: Office, asked: str) -> None:
    with pytest.raises(Unknown, match="Nothing is recorded"):
        case(office.house.views, stream=asked)


def test_a_moment_before_the_first_fact_says_when_that_was(office: Office) -> None:
    office.report()
    with pytest.raises(Unknown, match="At that moment nothing"):
        told(office, as_of=1)


def test_a_position_is_no_time_at_which_things_happened(office: Office) -> None:
    office.report()
    with pytest.raises(Refused, match="is an instant"):
        told(office, as_of=5, axis="happened")


def test_the_desk_before_an_event_knows_nothing_of_it(office: Office) -> None:
    first = office.report()
    office.clock.now += timedelta(minutes=5)
    second = office.report()
    opened = told(office).lines[-1].line.position
    desk = desk_before(office.house.views, site="s1", position=opened, stream=stream(office))
    assert [row.number for row in desk.rows] == [first]
    after = desk_before(office.house.views, site="s1", position=opened + 1, stream=stream(office))
    assert {row.number for row in after.rows} == {first, second}
    assert (desk.open, after.open) == (1, 2)
    assert desk.over == 1, "the slip of the first was due after two minutes"


def test_the_page_tells_the_story_with_command_and_way_behind_each_line(
    office: Office, page: Callable[..., str]
) -> None:
    late_repair(office)
    said = page("case", s=stream(office))
    assert "Set out" in said
    assert "10:00 late" in said
    assert "Lin Feng (repair technician), recorded by Bai He" in said
    assert f"ticket.set_out:{office.sent}" in said
    assert "10:00 late" in page("case", s=stream(office), axis="happened")
    assert "出发" in page("case", lang="zh", s=stream(office))


def test_the_page_shows_the_desk_before_an_event_in_violet(office: Office, page: Callable[..., str]) -> None:
    late_repair(office)
    first = told(office).lines[0].line.position
    assert "This case was not on the desk then." in page("case", s=stream(office), desk=str(first))
    before_last = page("case", s=stream(office), desk="last")
    assert 'class="mine"' in before_last
    last = max(one.line.position for one in told(office).lines if one.lane == 0)
    assert f"/moment?as_of={last - 1}&amp;site=s1" in before_last


def test_a_past_moment_is_said_and_links_that_lead_nowhere_are_answered(
    office: Office, page: Callable[..., str]
) -> None:
    late_repair(office)
    position = told(office).lines[-1].line.position
    assert "steward-then" in page("case", s=stream(office), as_of=str(position))
    assert "At that moment nothing of" in page("case", s=stream(office), as_of="1")
    for asked in ({}, {"s": "ticket:s1:X"}, {"s": "'; DROP"}, {"s": stream(office), "as_of": "soon"}):
        assert "This case cannot be shown" in page("case", **asked)


def test_a_case_of_another_site_is_not_told(office: Office, page: Callable[..., str]) -> None:
    order(office.house, "site.open", "two", site="", code="s2", name="West Garden")
    grant = {"role": "desk", "site": "s2", "since": "2026-01-01"}
    order(office.house, "member.grant", "desk", site="", account="root", grant=grant)
    order(office.house, "help.report", "west", site="s2", matter="hall light")
    office.house.projector.catch_up()
    other = office.house.log.last_stream("ticket:s2:")
    assert other
    assert "This case cannot be shown" in page("case", s=other)


def test_a_case_is_told_in_short_before_its_story(office: Office, page: Callable[..., str]) -> None:
    late_repair(office)
    said = page("case", s=stream(office))
    gist = said[said.index("<dl") : said.index("</dl>")]
    assert "Lin Feng × " in gist
    assert "written down by somebody else" in gist
    assert "none missed" in gist
    assert "nothing: no step was gone past without a record" in gist
    assert "1 line, 10:00 late" in gist
    assert f"about=ticket%3As1%3A{office.number}" in gist
    unit = page("case", s="unit:s1:5-1-1101")
    assert "none missed" not in unit
    assert "nothing by more than 2 minutes" in unit


def test_chosen_rules_and_their_site_are_called_by_name(office: Office, page: Callable[..., str]) -> None:
    office.report()
    said = page("case", s=stream(office))
    assert "Community management" in said
    assert "COMMUNITY" not in said
    assert "Site East Garden" in said
