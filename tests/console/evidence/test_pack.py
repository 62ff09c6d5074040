"""What stands in an evidence pack, and that it is read on a bare Python."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.evidence.asked import Asked
from console.evidence.packing import write_pack
from console.evidence.proofs import NotProven, Proofs
from console.evidence.source import Source, source_of
from domain.errors import Refused, Unknown
from domain.log.proof.export import Export
from tests.console.evidence.packs import Packer, Reader, Unpacked
from tests.console.houses import order
from tests.console.ticketpage.office import CALLER, Office

SHANGHAI = ZoneInfo("Asia/Shanghai")
ALL_WELL = "=> Everything holds, provided that this is the key that you wrote down.\n"
UNCONNECTED = """
import runpy, sys
def watch(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(event)
sys.addaudithook(watch)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def pythons() -> list[str]:
    """This one, and every older or newer one that is at hand."""
    named = [shutil.which(f"python3.{minor}") for minor in range(8, 16)]
    return [sys.executable, *(one for one in named if one and _works(one))]


def _works(python: str) -> bool:
    return subprocess.run([python, "-I", "-S", "-c", ""], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("python", pythons())
def test_a_pack_is_read_by_python_alone_in_an_empty_folder_and_without_a_network(
    of_the_case: Path, tmp_path: Path, python: str
) -> None:
    with zipfile.ZipFile(of_the_case) as archive:
        reader = archive.extract("verify.py", tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    typed = [python, "-I", "-S", "-c", UNCONNECTED, reader, str(of_the_case)]
    run = subprocess.run(
        typed, cwd=empty, env={"LANG": "en_GB.UTF-8"}, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    assert run.stdout.endswith(ALL_WELL)
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("python", pythons())
def test_the_zip_itself_can_be_run(of_the_case: Path, python: str) -> None:
    typed = [python, "-I", "-S", str(of_the_case), "--lang", "en"]
    run = subprocess.run(typed, env={}, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    assert run.stdout.endswith(ALL_WELL)


def test_it_is_read_in_its_own_folder_too_and_in_chinese(unpacked: Unpacked) -> None:
    typed = [sys.executable, "-I", "-S", "verify.py"]
    run = subprocess.run(
        typed, cwd=unpacked.folder, env={"LANG": "zh_CN.UTF-8"}, capture_output=True, check=False
    )
    assert run.returncode == 0
    assert run.stdout.decode().endswith("=> 全部相符，前提是公钥与你事先记下的一致。\n")


def test_a_terminal_that_names_no_language_is_told_in_both(of_the_case: Path, unpacked: Unpacked) -> None:
    typed = [sys.executable, "-I", "-S", str(unpacked.folder / "verify.py"), str(of_the_case)]
    run = subprocess.run(typed, env={"LANG": "C"}, capture_output=True, check=False)
    said = run.stdout.decode()
    assert "全部相符，" in said
    assert "Everything holds," in said


def test_every_event_of_the_ticket_is_in_it_with_what_it_rests_on(office: Office, unpacked: Unpacked) -> None:
    lines = unpacked.lines("events.jsonl")
    own = [line for line in lines if line["stream"] == f"ticket:s1:{office.number}"]
    assert [line["version"] for line in own] == list(range(1, office.ticket().version + 1))
    assert {why for line in own for why in line["why"]} == {"case"}
    rests = {line["stream"]: set(line["why"]) for line in lines if line not in own}
    assert rests["unit:s1:5-1-1101"] == {"place"}
    assert rests["member:desk01"] == rests["member:tech01"] == {"people"}
    assert {stream for stream in rests if stream.startswith("member:")} == {
        "member:desk01",
        "member:head01",
        "member:tech01",
    }
    pins = {"policy:COMMUNITY", "calendar:CN", "tariff:s1", "site:s1", "company"}
    assert {stream for stream, why in rests.items() if why == {"rules"}} == pins
    files = {one["file"] for one in unpacked.manifest["policies"]}
    assert {"policies/policy-COMMUNITY@1.json", "policies/tariff-s1@1.json"} <= files
    assert json.loads((unpacked.folder / "policies/tariff-s1@1.json").read_bytes())["edition"]["items"]


def test_events_of_other_streams_that_speak_of_the_case_come_along(
    packer: Packer, office: Office, read: Reader
) -> None:
    office._order("equipment.register", "head01", unit="SB-02", name="2 号泵", building="5")
    found = {"kind": "inspection", "finding": "not_in_order", "words": "机封漏水", "open_a_ticket": True}
    opened = office._order("equipment.record", "tech01", unit="SB-02", **found)
    pack = packer.made(Asked(case=f"ticket:s1:{opened.results['ticket']}"))
    with zipfile.ZipFile(pack) as archive:
        lines = [json.loads(line) for line in archive.read("events.jsonl").splitlines()]
    others = {line["name"]: line["why"] for line in lines if line["stream"] == "unit:s1:SB-02"}
    assert others == {
        "unit.equipment_registered": ["place"],
        "unit.equipment_recorded": ["mention", "thread"],
    }
    assert read.findings(pack) == []


def test_a_period_holds_what_happened_and_what_was_recorded_in_it(packer: Packer, read: Reader) -> None:
    """The remark of 9:20 was written down at 11:00."""
    since, until = (
        datetime(2026, 11, 22, hour, minute, tzinfo=SHANGHAI) for hour, minute in ((9, 19), (9, 21))
    )
    pack = packer.made(Asked(since=since, until=until, site="s1"))
    assert read.findings(pack) == []
    assert _whys(pack)["ticket.remarked"] == ["happened"]
    eleven = packer.made(Asked(since=datetime(2026, 11, 22, 11, 0, tzinfo=SHANGHAI), site="s1"), "later.zip")
    assert _whys(eleven)["ticket.remarked"] == ["recorded"]
    assert "ticket.work_begun" not in _whys(eleven)


def _whys(pack: Path) -> dict[str, list[str]]:
    with zipfile.ZipFile(pack) as archive:
        return {
            line["name"]: line["why"] for line in map(json.loads, archive.read("events.jsonl").splitlines())
        }


def test_the_same_question_at_the_same_moment_gives_the_same_bytes(packer: Packer, office: Office) -> None:
    asked = Asked(case=f"ticket:s1:{office.number}", by="root")
    assert packer.made(asked).read_bytes() == packer.made(asked, "again.zip").read_bytes()


def test_what_is_left_out_stands_nowhere_in_the_pack(packer: Packer, office: Office, read: Reader) -> None:
    case = f"ticket:s1:{office.number}"
    everything = _words(packer.made(Asked(case=case)))
    assert {CALLER["phone"], CALLER["name"], "水龙头滴水", "Bai He"} <= everything
    texts = packer.made(Asked(case=case, people=False), "texts.zip")
    assert _words(texts) == {"水龙头滴水", "客户赶时间"}
    neither = packer.made(Asked(case=case, people=False, texts=False), "neither.zip")
    assert _words(neither) == set()
    assert read.findings(texts) == read.findings(neither) == []
    assert "0 texts and persons are as they were sealed; 0 erased, 7 left out" in read(neither)[1]


def test_who_owns_the_place_of_a_ticket_is_left_out_even_where_everything_is_shown(
    unpacked: Unpacked,
) -> None:
    registered = next(one for one in unpacked.lines("events.jsonl") if one["why"] == ["place"])
    owner = json.loads(registered["body"])["owner"]["id"]
    states = {one["id"]: one["state"] for one in unpacked.lines("register.jsonl")}
    assert states.pop(owner) == "withheld"
    assert list(states.values()) == ["shown"] * 6
    page = (unpacked.folder / "page.html").read_text(encoding="utf-8")
    (told,) = [piece for piece in page.split("<li") if "unit.registered" in piece]
    assert "周女士" not in told


def _words(pack: Path) -> set[str]:
    """Which of what the register holds can be read anywhere in a pack."""
    with zipfile.ZipFile(pack) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist()).decode()
    known = (CALLER["phone"], CALLER["name"], "水龙头滴水", "客户赶时间", "Bai He")
    return {one for one in known if one in said}


def test_an_entry_that_was_erased_is_named_with_the_event_that_erased_it(
    packer: Packer, office: Office, read: Reader
) -> None:
    matter = office.ticket().matter
    assert matter is not None
    order(office.house, "text.redact", "one", text=matter.id, basis="consent_withdrawn")
    pack = packer.made(Asked(case=f"ticket:s1:{office.number}"))
    assert read.findings(pack) == []
    assert "5 texts and persons are as they were sealed; 1 erased" in read(pack)[1]
    with zipfile.ZipFile(pack) as archive:
        entries = [json.loads(line) for line in archive.read("register.jsonl").splitlines()]
        lines = [json.loads(line) for line in archive.read("events.jsonl").splitlines()]
        page = archive.read("page.html").decode()
    assert [one["id"] for one in entries if one["state"] == "erased"] == [matter.id]
    assert [line["name"] for line in lines if line["why"] == ["erasure"]] == ["register.text_redacted"]
    assert "已删除" in page


def test_what_is_erased_while_a_pack_is_made_makes_no_pack_that_looks_forged(
    packer: Packer, office: Office, tmp_path: Path, read: Reader
) -> None:
    matter, case = office.ticket().matter, Asked(case=f"ticket:s1:{office.number}")
    assert matter is not None
    with source_of(office.house) as source:
        order(office.house, "text.redact", "one", text=matter.id, basis="consent_withdrawn")
        with pytest.raises(Refused, match="erased while"):
            write_pack(office.house, case, tmp_path / "pack.zip", source)
    assert not (tmp_path / "pack.zip").exists()
    assert list(tmp_path.glob(".evidence-*")) == []
    assert read.findings(packer.made(case)) == []


def test_an_entry_that_is_gone_without_an_erasure_is_a_finding(
    packer: Packer, office: Office, read: Reader
) -> None:
    matter = office.ticket().matter
    assert matter is not None
    with closing(sqlite3.connect(packer.house.settings.data / "log.sqlite")) as store:
        store.execute("DELETE FROM register WHERE id = ?", [matter.id])
        store.commit()
    pack = packer.made(Asked(case=f"ticket:s1:{office.number}"))
    said = "register.jsonl: 1 of the entries are gone without an event that erased them."
    assert read.findings(pack) == [said]


def test_what_no_checkpoint_covers_is_said_to_be_uncovered(
    packer: Packer, office: Office, read: Reader
) -> None:
    case, settings = f"ticket:s1:{office.number}", packer.house.settings
    packer.made(Asked(case=case))
    office.do("ticket.remark", "desk01", what="又来电")
    proofs = Proofs(Export(settings.checkpoint_folders[0], packer.house.log.store.id))
    elsewhere = Source(proofs, packer.house.log.head(), None)
    made = write_pack(packer.house, Asked(case=case), settings.data / "pack.zip", elsewhere)
    proofs.close()
    assert (made.events - made.covered, made.unfit, made.signed) == (1, 0, False)
    code, said = read(settings.data / "pack.zip")
    assert code == 3
    assert "1 event later than the newest checkpoint" in said
    assert "manifest.json is not signed" in said
    assert said.splitlines()[-1].startswith(
        "=> Not proven: 1 event that no checkpoint covers; the page, what was left out"
    )
    with zipfile.ZipFile(settings.data / "pack.zip") as archive:
        page = archive.read("page.html").decode()
    assert "没有人为本页" in page


def test_a_pack_covers_everything_by_a_checkpoint_of_its_own(
    packer: Packer, office: Office, read: Reader
) -> None:
    case = Asked(case=f"ticket:s1:{office.number}")
    packer.made(case)
    office.do("ticket.remark", "desk01", what="又来电")
    code, said = read(packer.made(case, "second.zip"))
    assert code == 0
    assert "2 signed checkpoints" in said
    assert "1 earlier checkpoint is a beginning" in said


def test_a_witness_file_that_was_touched_proves_nothing(packer: Packer, office: Office) -> None:
    packer.made(Asked(case=f"ticket:s1:{office.number}"))
    export = Export(packer.house.settings.checkpoint_folders[0], packer.house.log.store.id)
    data = bytearray(export.witness_file.read_bytes())
    data[100] ^= 1
    export.witness_file.write_bytes(data)
    with pytest.raises(NotProven), source_of(packer.house):
        pass


def test_there_is_no_pack_of_a_case_that_is_not_there(packer: Packer, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        packer.made(Asked(case="ticket:s1:R990101-001"), "none.zip")
    assert not (tmp_path / "none.zip").exists()
