"""Events that an insider crafted so that a pack of them would harm whoever makes it: files elsewhere, broken readings."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.evidence.asked import Asked
from console.evidence.packing import write_pack
from console.evidence.proofs import Proofs
from console.evidence.source import Source
from domain.log.proof.export import Export
from tests.console.evidence.packs import Packer, Reader
from tests.console.ticketpage.office import Office
from tests.log.insider import AT, Insider, Row


def crafted(office: Office, change: Callable[[dict[str, Any]], object], *more: Row) -> Insider:
    """The report of the repair says something else, and the chain is made anew."""
    insider = Insider(office.house.settings.event_log)
    rows = insider.rows()
    report = next(row for row in rows if row[AT["name"]] == "ticket.reported")
    body = json.loads(report[AT["body"]])
    change(body)
    report[AT["body"]] = json.dumps(body).encode()
    insider.put(insider.chained([*rows, *more]))
    return insider


def made(packer: Packer, office: Office, target: Path) -> Path:
    """A pack with the checkpoint from before, as a machine without the key makes it."""
    proofs = Proofs(Export(office.house.settings.checkpoint_folders[0], office.house.log.store.id))
    source = Source(proofs, office.house.log.head(), None)
    write_pack(packer.house, Asked(case=f"ticket:s1:{office.number}"), target, source)
    proofs.close()
    return target


def test_a_rule_that_is_named_like_a_path_is_written_nowhere_else(
    packer: Packer, office: Office, tmp_path: Path, read: Reader
) -> None:
    packer.made(Asked(case=f"ticket:s1:{office.number}"), "before.zip")
    rows = Insider(office.house.settings.event_log).rows()
    rule = list(next(row for row in rows if row[AT["stream"]] == "policy:COMMUNITY"))
    rule[AT["stream"]] = "policy:/../../../outside"
    rule[AT["command"]] = rule[AT["part"]] = None
    crafted(office, lambda body: body["pins"].update(more="/../../../outside@1"), rule)
    pack = made(packer, office, tmp_path / "pack.zip")
    assert list(tmp_path.rglob("outside*")) == []
    with zipfile.ZipFile(pack) as archive:
        names = archive.namelist()
        assert not [name for name in names if ".." in name.split("/")]
        assert any("outside" in name for name in names)
        assert "..%2F" not in archive.read("page.html").decode()
    assert not any("does not belong" in one or "is not what event" in one for one in read.findings(pack))


@pytest.mark.parametrize(
    "shape",
    [{"pins": [1]}, {"pins": {"more": "x@y"}}, {"pins": {"more": None}}, {"unit": []}, {"calendar": {}}],
    ids=str,
)
def test_a_report_of_any_shape_is_taken_away_as_it_stands(
    packer: Packer, office: Office, tmp_path: Path, read: Reader, shape: dict[str, Any]
) -> None:
    packer.made(Asked(case=f"ticket:s1:{office.number}"), "before.zip")
    crafted(office, lambda body: body.update(shape))
    found = read.findings(made(packer, office, tmp_path / "pack.zip"))
    assert any("is not what was signed" in one for one in found)
