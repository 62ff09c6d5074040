"""Checkpoints by themselves: at a clean stop, every hour, told in the log and in numbers, and looked at by the doctor."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from console.app import Application
from console.doctor import examine
from console.doctor.checkpoints import checkpoints
from console.doctor.installation import Installation
from console.proving import Standing, maker_of, standing
from console.watch.estate import Estate
from console.watch.notary import Notary
from console.wiring import House
from domain.log import Witnesses, verify
from tests.console.houses import order
from tests.console.watch.conftest import Written
from tests.console.watch.sickbed import EN, settings, states


def stands(house: House) -> Standing:
    return standing(house.settings, house.log.store.id)


def numbers(house: House) -> dict[str, float]:
    families = Estate(house, dict).collect()
    samples = [sample for family in families for sample in family.samples]
    return {one.name: one.value for one in samples if "checkpoint" in one.name}


def test_a_clean_stop_signs_what_was_recorded(house: House, written: Written) -> None:
    application = Application(house)
    head = house.log.head()

    async def whole() -> None:
        await application.start()
        await application.stop()

    asyncio.run(whole())
    assert stands(house).size == head
    (line,) = written.lines("checkpoint.made")
    assert (line["position"], line["events"], line["count"]) == (head, head, 1)
    report = verify(house.settings.event_log, Witnesses(house.settings.checkpoint_folders))
    assert (report.findings, report.uncovered) == ([], 0)


def test_the_first_checkpoint_comes_by_itself_and_the_next_not_before_an_hour(
    house: House, written: Written
) -> None:
    notary = Notary(house, look_s=0.01)
    notary.start()
    patience = monotonic() + 20
    while stands(house).at is None and monotonic() < patience:
        sleep(0.01)
    first = stands(house)
    order(house, "unit.register", "one more", unit="9-1-101", building="9", handover_state="lived_in",
          entrance="1", floor="1", door="101")  # fmt: skip
    sleep(0.1)
    assert stands(house) == first
    assert numbers(house)["steward_checkpoint_uncovered_events"] == 1
    notary.stop()
    assert stands(house).size == first.size + 1
    assert len(written.lines("checkpoint.made")) == 2


def test_what_stands_in_the_way_is_told_once_and_the_console_goes_on(house: House, written: Written) -> None:
    (house.settings.data / "checkpoints").write_text("a file")
    notary = Notary(house)
    notary._keep(timedelta())
    notary._keep(timedelta())
    (line,) = written.lines("checkpoint.refused")
    assert (line["level"], line["reasons"]) == ("warning", ["{folder} cannot be written to: {problem}."])
    (house.settings.data / "signing.key").write_bytes(b"no key")
    notary._keep(timedelta())
    assert len(written.lines("checkpoint.failed")) == 1


def test_a_folder_that_is_away_does_not_make_the_others_be_signed_more_often(
    house: House, tmp_path: Path, written: Written
) -> None:
    away = tmp_path / "away"
    away.write_text("a file")
    object.__setattr__(house.settings, "checkpoints", (tmp_path / "near", away / "far"))
    notary = Notary(house)
    for number in range(3):
        order(house, "unit.register", f"more {number}", unit=f"9-1-10{number}", building="9", entrance="1",
              floor="1", door=f"10{number}", handover_state="lived_in")  # fmt: skip
        notary._keep(timedelta(hours=1))
    assert len(written.lines("checkpoint.made")) == 1


def test_nothing_is_signed_where_nothing_was_recorded(house: House, written: Written) -> None:
    notary = Notary(house)
    notary._keep(timedelta())
    notary._keep(timedelta())
    assert len(written.lines("checkpoint.made")) == 1


def test_numbers_say_how_old_the_last_checkpoint_is_and_what_it_leaves_out(house: House) -> None:
    assert numbers(house) == {"steward_checkpoint_uncovered_events": house.log.head()}
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    maker_of(house.settings, lambda: an_hour_ago).make()
    found = numbers(house)
    assert found["steward_checkpoint_uncovered_events"] == 0
    assert 3590 < found["steward_checkpoint_age_seconds"] < 3700


def test_the_folder_that_is_furthest_behind_is_the_one_that_counts(house: House, tmp_path: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    object.__setattr__(house.settings, "checkpoints", (near,))
    maker_of(house.settings).make()
    size = stands(house).size
    object.__setattr__(house.settings, "checkpoints", (near, far))
    assert stands(house) == Standing(0, None)
    maker_of(house.settings).make()
    assert stands(house).size == size
    for file in far.glob("*.checkpoints"):
        file.write_text("nonsense\n\n— nonsense\n")
    assert stands(house) == Standing(0, None)


def test_the_doctor_asks_for_a_folder_outside(data: Path, tmp_path: Path) -> None:
    assert states(data, checkpoints) == ["warning"]
    outside = {"checkpoints": (tmp_path / "far",)}
    assert [state for state, _ in told_by_doctor(data, **outside)] == []
    (both,) = told_by_doctor(data, clock=lambda: datetime.now(UTC) + timedelta(days=2), **outside)
    assert (both[0], "covered by no checkpoint since" in both[1]) == ("warning", True)


def test_the_doctor_sees_a_last_checkpoint_that_is_old_only_where_something_came_since(
    house: House, tmp_path: Path
) -> None:
    object.__setattr__(house.settings, "checkpoints", (tmp_path / "far",))
    maker_of(house.settings).make()
    later = {"clock": lambda: datetime.now(UTC) + timedelta(days=2), "checkpoints": (tmp_path / "far",)}
    assert [state for state, _ in told_by_doctor(house.settings.data, **later)] == ["ok"]
    order(house, "unit.register", "one more", unit="9-1-101", building="9", handover_state="lived_in",
          entrance="1", floor="1", door="101")  # fmt: skip
    ((state, words),) = told_by_doctor(house.settings.data, **later)
    assert (state, words.startswith("1 events are covered by no checkpoint")) == ("warning", True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write everywhere")
def test_the_doctor_names_a_folder_that_cannot_be_written(data: Path, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    found = told_by_doctor(data, checkpoints=(shut / "far",))
    assert [state for state, _ in found] == ["wrong"]


def test_the_doctor_names_a_folder_that_is_none(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ((state, words),) = told_by_doctor(data, checkpoints=(tmp_path / "file" / "far",))
    assert (state, str(tmp_path / "file") in words) == ("wrong", True)


def told_by_doctor(data: Path, **more: Any) -> list[tuple[str, str]]:
    chosen = settings(data, checkpoints=more.pop("checkpoints"))
    with Installation(chosen, **more) as installation:
        return [(one.state, EN.render(one.what)) for one in examine(installation, [checkpoints])]
