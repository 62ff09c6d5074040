"""An evidence pack of many events needs no more memory than one of few."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.evidence import chosen, entries, told
from console.evidence.asked import Asked
from console.evidence.packing import write_pack
from console.evidence.source import source_of
from console.wiring import House
from domain.facts import Entry, Recorded, TextRef
from domain.log import chain, raw
from domain.tickets.facts import Remarked
from tests.console.evidence.packs import Reader
from tests.console.houses import small_house

FEW, MANY, PAGE = 3_000, 9_000, 100
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def remarks(house: House, day: datetime, count: int) -> None:
    """Facts that happened on one day, each with a text of its own, ten a ticket."""
    for begin in range(0, count, 1000):
        numbers = range(begin, min(begin + 1000, count))
        entries = [
            Entry(f"t{day.day}-{one}", 1, "text", f"第 {one} 条".encode(), bytes(16)) for one in numbers
        ]
        events = [
            Recorded(
                f"ticket:s1:R2603{day.day:02}-{one // 10:04}",
                one % 10 + 1,
                Remarked(what=TextRef(entry.id, chain.seal(entry.salt, entry.value))),
                day + timedelta(seconds=one),
                "desk01",
                "desk",
                site="s1",
                by="desk01",
                command=f"{day.day}-{one}",
                part=0,
            )
            for one, entry in zip(numbers, entries, strict=True)
        ]
        house.log.append(events, entries)


@pytest.mark.slow
def test_three_times_as_many_events_need_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages are small and both periods long, so that whatever is kept at most is full in either."""
    monkeypatch.setattr(told, "MOST_TOLD", PAGE)
    monkeypatch.setattr(raw, "_PAGE", PAGE)
    monkeypatch.setattr(chosen, "_BATCH", PAGE)
    monkeypatch.setattr(entries, "_BATCH", PAGE)
    house = small_house(tmp_path / "data")
    remarks(house, DAY, FEW)
    remarks(house, DAY + timedelta(days=1), MANY)

    def peak(day: datetime) -> int:
        asked = Asked(since=day, until=day + timedelta(days=1), site="s1")
        tracemalloc.start()
        with source_of(house) as source:
            write_pack(house, asked, tmp_path / f"{day.day}.zip", source)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(DAY)
    few, many = peak(DAY), peak(DAY + timedelta(days=1))
    house.close()
    code, said = Reader(capsys)(tmp_path / "2.zip")
    assert (code, f"{MANY + 1} texts and persons are as they were sealed" in said) == (0, True), said
    assert many < few * 1.1, (few, many)
