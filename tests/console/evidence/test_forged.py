"""Whatever is done to an evidence pack, its reader finds and names it, and never ends in a stack trace."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from console.evidence import verify
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.merkle import leaf_hash, root_of
from domain.log.proof.notes import Note
from domain.log.proof.signing import SigningKey
from tests.console.evidence.packs import Reader, Unpacked, encoded

Lines = list[dict[str, Any]]


def test_the_key_that_was_written_down_decides(of_the_case: Path, read: Reader) -> None:
    said = read(of_the_case)[1]
    fingerprint = said.partition("Key ")[2].partition(",")[0]
    assert read.findings(of_the_case, "--key", fingerprint) == []
    assert read.findings(of_the_case, "--key", fingerprint.replace(" ", "").upper()) == []
    assert "The key is the one that you named" in read(of_the_case, "--key", fingerprint)[1]
    other = ("0" if fingerprint[0] != "0" else "1") + fingerprint[1:]
    found = read.findings(of_the_case, "--key", other)
    assert found[0].startswith("The key is another one than you named")
    assert "nothing here is proven" in " ".join(found)
    assert "as trustworthy as the pack" in said


def own(lines: Lines) -> Lines:
    return [line for line in lines if line["why"] == ["case"]]


def alter_body(lines: Lines) -> None:
    one = own(lines)[2]
    one["body"] = one["body"].replace("{", '{"more":1,', 1)
    _chain(lines, one)


def redate(lines: Lines) -> None:
    one = own(lines)[2]
    one["recorded_at"] -= 1
    _chain(lines, one)


def another_doer(lines: Lines) -> None:
    one = own(lines)[2]
    one["done_by"] = "head01"
    _chain(lines, one)


def _chain(lines: Lines, one: dict[str, Any]) -> None:
    """Hash it anew, and what follows it, as somebody with the database would."""
    at = lines.index(one)
    for line in lines[at:]:
        before = line["before"]
        line["before"] = (
            lines[at - 1]["hash"]
            if line is one and lines[at - 1]["position"] + 1 == line["position"]
            else before
        )
        event = verify.event_of(dict(line), "")
        line["hash"] = verify.link_of(event, verify.digest_of(event)).hex()
        at += 1
        if at < len(lines) and lines[at]["position"] == line["position"] + 1:
            lines[at]["before"] = line["hash"]
        else:
            return


@pytest.mark.parametrize("forge", [alter_body, redate, another_doer])
def test_an_event_that_was_altered_and_hashed_anew_is_not_what_was_signed(
    unpacked: Unpacked, read: Reader, forge: Callable[[Lines], None]
) -> None:
    unpacked.rewrite("events.jsonl", forge)
    position = own(unpacked.lines("events.jsonl"))[2]["position"]
    found = read.findings(unpacked.folder)
    assert any(one.startswith(f"#{position} ") and "is not what was signed" in one for one in found)


def test_an_event_that_was_left_out_of_its_stream_is_missed(unpacked: Unpacked, read: Reader) -> None:
    gone = own(unpacked.lines("events.jsonl"))[3]["position"]
    for name in ("events.jsonl", "proofs.jsonl"):
        unpacked.rewrite(
            name, lambda lines: lines.remove(next(one for one in lines if one["position"] == gone))
        )
    unpacked.agree(events=unpacked.manifest["events"] - 1, told=unpacked.manifest["told"] - 1)
    assert any("one of its events was left out" in one for one in read.findings(unpacked.folder))


def swap(lines: Lines) -> None:
    lines[3], lines[4] = lines[4], lines[3]


def twice(lines: Lines) -> None:
    lines.insert(3, lines[3])


@pytest.mark.parametrize("forge", [swap, twice])
def test_events_in_another_order_or_there_twice_are_found(
    unpacked: Unpacked, read: Reader, forge: Callable[[Lines], None]
) -> None:
    unpacked.rewrite("events.jsonl", forge)
    unpacked.rewrite("proofs.jsonl", forge)
    assert any("out of order, or there twice" in one for one in read.findings(unpacked.folder))


def test_a_proof_without_its_event_and_an_event_without_its_proof_are_found(
    unpacked: Unpacked, read: Reader
) -> None:
    unpacked.rewrite("proofs.jsonl", lambda lines: lines.pop(2))
    assert any("proofs.jsonl has no proof of it" in one for one in read.findings(unpacked.folder))


def another_value(lines: Lines) -> None:
    next(one for one in lines if one["state"] == "shown")["value"] += "!"


def no_entry(lines: Lines) -> None:
    lines.pop()


def called_erased(lines: Lines) -> None:
    one = next(one for one in lines if one["state"] == "shown")
    for name in ("kind", "salt", "value"):
        del one[name]
    one["state"] = "erased"


def a_stranger(lines: Lines) -> None:
    lines.append(lines[0] | {"id": "t000"})


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (another_value, "not the one that was sealed"),
        (no_entry, "is silent about 1 entr"),
        (a_stranger, "no event speaks of it"),
        (called_erased, "called erased, but no event here erases it"),
    ],
)
def test_the_register_must_be_what_the_events_say_of_it(
    unpacked: Unpacked, read: Reader, forge: Callable[[Lines], None], said: str
) -> None:
    unpacked.rewrite("register.jsonl", forge)
    assert any(said in one for one in read.findings(unpacked.folder))


def test_rules_and_page_must_be_those_of_the_events(unpacked: Unpacked, read: Reader) -> None:
    rules = next(unpacked.folder.glob("policies/policy-*"))
    kept = rules.read_bytes()
    unpacked.replace(f"policies/{rules.name}", kept.replace(b"1", b"2", 1))
    assert any("is not what event #" in one for one in read.findings(unpacked.folder))
    unpacked.replace(f"policies/{rules.name}", kept)
    page = (unpacked.folder / "page.html").read_bytes()
    unpacked.replace("page.html", page.replace(b"done by tech01", b"done by head01", 1))
    assert read.findings(unpacked.folder) == ["page.html does not tell the events of this pack."]


def test_a_manifest_that_was_put_together_again_is_signed_by_nobody(unpacked: Unpacked, read: Reader) -> None:
    unpacked.agree(asked_by="somebody else")
    code, said = read(unpacked.folder)
    assert code == 3
    assert "manifest.json is not signed" in said
    text = (unpacked.folder / "manifest.note").read_text().removesuffix("\n")
    key = SigningKey(unpacked.manifest["origin"], b"\x09" * 32)
    (unpacked.folder / "manifest.note").write_bytes(Note(text, (key.sign(text),)).raw)
    assert read.findings(unpacked.folder) == ["manifest.note is not signed with a key that is believed."]


def test_a_log_that_was_rewritten_and_signed_with_another_key_is_not_believed(
    unpacked: Unpacked, read: Reader
) -> None:
    """The forger signs everything anew, and lets the true key stand beside the own one."""
    fingerprint = read(unpacked.folder)[1].partition("Key ")[2].partition(",")[0]
    true = (unpacked.folder / "key.vkey").read_text()
    newest = (unpacked.folder / "checkpoints.txt").read_text().split("\n")
    key = SigningKey(unpacked.manifest["origin"], b"\x09" * 32)
    root, at = root_of([leaf_hash(bytes(40))]), datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    forged = Checkpoint(key.public.name, int(newest[1]), root, bytes(32), at)
    (unpacked.folder / "checkpoints.txt").write_bytes(Note(forged.text, (key.sign(forged.text),)).raw)
    unpacked.replace("key.vkey", f"{key.public.line}\n{true}".encode())
    found = read.findings(unpacked.folder, "--key", fingerprint)
    assert any(
        "not signed with a key that is believed" in one or "nothing here is proven" in one for one in found
    )


def test_a_stranger_s_signature_under_a_true_checkpoint_makes_nobody_believed(
    unpacked: Unpacked, read: Reader
) -> None:
    fingerprint = read(unpacked.folder)[1].partition("Key ")[2].partition(",")[0]
    key = SigningKey(unpacked.manifest["origin"], b"\x09" * 32)
    true = (unpacked.folder / "checkpoints.txt").read_text()
    text = true.partition("\n\n")[0] + "\n"
    stranger = key.sign(text)
    under = f"{true}— {stranger.name} {encoded(stranger.mark + stranger.signature)}\n"
    at = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    later = Checkpoint(key.public.name, 5000, bytes(32), bytes(32), at)
    forged = Note(later.text, (key.sign(later.text),)).raw
    (unpacked.folder / "checkpoints.txt").write_bytes(under.encode() + forged)
    unpacked.replace(
        "key.vkey", (unpacked.folder / "key.vkey").read_bytes() + f"{key.public.line}\n".encode()
    )
    _, said = read(unpacked.folder, "--key", fingerprint)
    assert "5000 events (2026-11-22T05:00:00Z) is signed with a former key; it does not count" in said
