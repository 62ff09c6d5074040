"""One evidence pack, from what was asked to the sealed zip; memory stays constant however many events it holds."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from console.evidence.asked import Asked
from console.evidence.choosing import POSITION, STREAM, VERSION, choose
from console.evidence.chosen import Chosen, Why
from console.evidence.entries import Spoken
from console.evidence.members import Members
from console.evidence.proofs import Proofs
from console.evidence.rows import event_line
from console.evidence.source import Source
from console.evidence.told import tell
from console.wiring import House
from domain.log import draft
from domain.log.dialects.dialect import Row
from domain.log.proof.notes import Note

FORMAT = "steward-evidence-pack/1"
READER = Path(__file__).with_name("verify.py")
README = Path(__file__).with_name("readme.txt")
ENTRY = b"""# python3 PACK.zip: the reader in the pack, on the pack itself
import sys

from verify import main

sys.exit(main())
"""
_ODD = re.compile(r"[^A-Za-z0-9@._-]|\.\.")
_EDITIONS = frozenset({"policy", "calendar", "tariff", "template", "survey_template"})


class Made(msgspec.Struct, frozen=True):
    """What a pack came to.

    Attributes:
        events: How many it holds.
        covered: Those that are what its newest checkpoint was signed over.
        unfit: Those that fit the chain or that checkpoint no longer.
        signed: Whether its manifest is: page, and what is left out or called erased, rest on nothing else.
        fingerprint: Of the key that the newest checkpoint is signed with.
        register: Entries of the register: shown, withheld, erased.
    """

    events: int
    covered: int
    unfit: int
    signed: bool
    fingerprint: str
    register: dict[str, int]


class _Written(msgspec.Struct):
    """What is known once the events are written."""

    events: int = 0
    covered: int = 0
    uncovered: int = 0
    unfit: int = 0
    policies: list[dict[str, Any]] = []


def write_pack(
    house: House,
    asked: Asked,
    target: Path,
    source: Source,
    on_progress: Callable[[int], object] = lambda _: None,
) -> Made:
    """Write the pack that was asked for, whole or not at all.

    Args:
        house: Whose events they are.
        asked: Which, and what of the register.
        target: The zip; written over.
        source: The checkpoints that it leads to, and what signs it.
        on_progress: Is told how many events are written.

    Raises:
        Unknown: There is no such case.
        Refused: Something that it speaks of was erased meanwhile.
    """
    proofs = source.proofs
    with draft(".evidence-", target.parent) as folder, Chosen() as chosen, Spoken() as spoken:
        members = Members(folder)
        whole = choose(house.log, asked, source.upto, chosen, spoken)
        written = _events(house, members, chosen, proofs, on_progress)
        with members.member("register.jsonl") as register:
            for line in spoken.lines(house.log, asked, source.upto):
                register.line(line)
        members.add("checkpoints.txt", b"".join(one.note for one in proofs.used()))
        members.add("key.vkey", "".join(f"{key.line}\n" for key in proofs.keys).encode())
        members.add("verify.py", READER.read_bytes())
        members.add("__main__.py", ENTRY)
        members.add("README.txt", README.read_bytes())
        manifest: dict[str, Any] = {
            **_asked(house, asked),
            "position": source.upto,
            "events": written.events,
            "covered": written.covered,
            "uncovered": written.uncovered,
            "unfit": written.unfit,
            "signed": source.key is not None,
            "checkpoint": {"size": proofs.size, "fingerprint": proofs.keys[-1].fingerprint},
            "earlier": {"exported": proofs.exported, "proven": len(proofs.beginnings())},
            "register": dict(spoken.counts),
            "whole": whole,
            "policies": written.policies,
        }
        manifest["told"] = tell(house, asked, members, chosen, proofs, manifest)
        _seal(members, manifest, source)
        draft_zip = folder / "pack.zip"
        members.zipped(draft_zip)
        draft_zip.replace(target)
    return Made(
        events=written.events,
        covered=written.covered,
        unfit=written.unfit,
        signed=source.key is not None,
        fingerprint=proofs.keys[-1].fingerprint,
        register=spoken.counts,
    )


def _events(
    house: House,
    members: Members,
    chosen: Chosen,
    proofs: Proofs,
    on_progress: Callable[[int], object],
) -> _Written:
    """Every event with its proof, line beside line; the editions among them as files of their own."""
    written, editions = _Written(), list[tuple[str, int, bytes]]()
    with members.member("events.jsonl") as events, members.member("proofs.jsonl") as lines:
        for batch in chosen.batches():
            why = chosen.why(batch)
            for row, before in house.log.raw.among(batch):
                events.line({**event_line(row), "before": before.hex(), "why": why[row[POSITION]]})
                lines.line(proofs.of(row[POSITION]))
                fits, later = proofs.fit(row, before), row[POSITION] > proofs.size
                written.events += 1
                written.covered += fits and not later
                written.uncovered += later
                written.unfit += not fits
                if Why.RULES in why[row[POSITION]] and row[STREAM].partition(":")[0] in _EDITIONS:
                    editions.append((_file_of(row), row[POSITION], row[7]))
            on_progress(written.events)
        for line in proofs.between():
            lines.line(line)
    for name, position, body in editions:
        members.add(name, body)
        written.policies.append({"file": name, "position": position})
    return written


def _file_of(row: Row) -> str:
    """Where an edition stands in the pack; whatever its stream is called, it leads to no other folder."""
    name = f"{row[STREAM].replace(':', '-')}@{row[VERSION]}"
    safe = _ODD.sub("_", name)
    return f"policies/{safe}.json" if safe == name else f"policies/{safe}-{row[POSITION]}.json"


def _asked(house: House, asked: Asked) -> dict[str, Any]:
    """What was asked, by whom and when."""
    company, store = house.company, house.log.store
    period = {"since": _instant(asked.since), "until": _instant(asked.until), "site": asked.site}
    return {
        "format": FORMAT,
        "origin": f"steward/{store.id}",
        "purpose": store.purpose,
        "company": company.name,
        "asked": {"case": asked.case} if asked.case else period,
        "asked_by": asked.by,
        "asked_through": asked.through,
        "asked_at": _instant(house.clock()),
        "personal": asked.personal,
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _seal(members: Members, manifest: dict[str, Any], source: Source) -> None:
    """The manifest, and the note that seals it: signed where the key is at hand."""
    said = {**manifest, "files": dict(sorted(members.fingerprints.items()))}
    data = msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"
    members.add("manifest.json", data)
    text = f"{manifest['origin']}/pack\n{sha256(data).hexdigest()}\n"
    members.add("manifest.note", Note(text, source.sign(text)).raw)
