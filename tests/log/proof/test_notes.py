"""Signed notes, public keys and checkpoints: published vectors, and every way in which one can be wrong."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.log.proof.checkpoint import Checkpoint, opened, read_checkpoint
from domain.log.proof.keys import PublicKey, read_key
from domain.log.proof.notes import Note, Signature, read_note
from domain.log.proof.refusals import WORDS, NoteRefused
from domain.log.proof.signing import KeyRefused, SigningKey, signed, signing_key

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
WORDING = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
PETERS = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
ENOCHS = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
"""The example that Go's implementation of signed notes is tested with."""

PETERS_SEED = bytes.fromhex("810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173")
BEHIND_THE_SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
"""The example in the specification of checkpoints."""

NOON = datetime(2026, 6, 5, 12, 0, tzinfo=UTC)
KEY = SigningKey("steward/s", b"\x01" * 32)
CHECKPOINT = Checkpoint("steward/s", 1204, b"\x02" * 32, b"\x03" * 32, NOON)
RAW = signed(CHECKPOINT, KEY).raw


@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
                "595bbe24655141438e7a100b"
            ),
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "r",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
                "b4302aeeb00d291612bb0c00"
            ),
        ),
    ],
)
def test_keys_sign_as_the_rfc_says(secret: str, public: str, message: str, signature: str) -> None:
    key = SigningKey("a", bytes.fromhex(secret))
    assert key.public.public.hex() == public
    assert key.sign(message).signature.hex() == signature
    assert key.public.verifies(message, bytes.fromhex(signature))
    assert not key.public.verifies(message + "x", bytes.fromhex(signature))


def test_a_note_of_another_implementation_is_written_and_read_alike() -> None:
    raw = f"{WORDING}\n{PETERS}{ENOCHS}".encode()
    note = read_note(raw)
    assert (note.text, note.raw) == (WORDING, raw)
    assert note.signed_by(read_key(PETER))
    assert note.signed_by(read_key(ENOCH))
    assert not note.signed_by(KEY.public)


def test_a_public_key_of_another_implementation_is_read_and_written_alike() -> None:
    key = read_key(PETER)
    assert (key.name, key.mark.hex(), key.line) == ("PeterNeumann", "c74f20a3", PETER)


def test_no_part_of_a_key_and_no_other_character_is_taken_for_it() -> None:
    parts = [PETER[begin:end] for begin in range(len(PETER)) for end in range(begin + 1, len(PETER) + 1)]
    mangled = [PETER[:at] + chr(ord(PETER[at]) + 1) + PETER[at + 1 :] for at in range(len(PETER))]
    taken = []
    for line in [*parts, *mangled]:
        try:
            read_key(line)
        except NoteRefused:
            continue
        taken.append(line)
    assert taken == [PETER]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("PeterNeumann", "key_parts"),
        ("PeterNeumann+c74f20a3+!", "key_parts"),
        ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key_parts"),
        ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key_name"),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key_name"),
        ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEQ==", "key_kind"),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key_kind"),
        ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key_mark"),
    ],
)
def test_what_is_wrong_with_a_public_key_is_named(line: str, kind: str) -> None:
    with pytest.raises(NoteRefused) as refused:
        read_key(line)
    assert refused.value.kind == kind


def test_a_fingerprint_can_be_written_down_and_differs_by_key_and_name() -> None:
    other = SigningKey("steward/s", b"\x02" * 32).public
    renamed = SigningKey("steward/t", b"\x01" * 32).public
    assert [len(part) for part in KEY.public.fingerprint.split(" ")] == [4] * 10
    assert len({KEY.public.fingerprint, other.fingerprint, renamed.fingerprint}) == 3


def test_the_checkpoint_of_the_specification_is_a_note_without_our_lines() -> None:
    note = read_note(BEHIND_THE_SOFA.encode())
    assert note.raw.decode() == BEHIND_THE_SOFA
    with pytest.raises(NoteRefused, match="3 lines") as refused:
        read_checkpoint(note.text)
    assert refused.value.kind == "lines"


def test_a_checkpoint_reads_as_it_was_signed() -> None:
    assert RAW.decode().startswith(
        "steward/s\n"
        "1204\n"
        "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\n"
        "chain AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n"
        "time 2026-06-05T12:00:00Z\n"
        "\n"
        "— steward/s "
    )
    assert opened(RAW, [KEY.public]) == CHECKPOINT


def test_a_checkpoint_says_its_time_in_utc_whatever_the_zone() -> None:
    shanghai = CHECKPOINT.at.astimezone(timezone(timedelta(hours=8)))
    local = Checkpoint("steward/s", 1204, b"\x02" * 32, b"\x03" * 32, shanghai)
    assert local.text == CHECKPOINT.text


def test_a_checkpoint_that_brings_a_new_key_names_it_in_the_signed_text() -> None:
    new = SigningKey("steward/s", b"\x09" * 32)
    change = Checkpoint("steward/s", 5, b"\x02" * 32, b"\x03" * 32, NOON, new.public)
    raw = signed(change, KEY, new).raw
    assert opened(raw, [KEY.public]) == opened(raw, [new.public]) == change
    assert f"\nkey {new.public.line}\n\n" in raw.decode()


def wrong(raw: bytes) -> str:
    with pytest.raises(NoteRefused) as refused:
        opened(raw, [KEY.public])
    assert refused.value.reasons[0].text == WORDS[refused.value.kind].text
    refused.value.reasons[0].text.format_map(refused.value.reasons[0].fields)
    return refused.value.kind


def resigned(change: str, to: str) -> bytes:
    text = CHECKPOINT.text.replace(change, to, 1)
    assert text != CHECKPOINT.text
    return Note(text, (KEY.sign(text),)).raw


def test_a_note_that_is_no_note_is_named() -> None:
    text, signature = RAW.split(b"\n\n")
    assert wrong(b"\xff" + RAW) == "text"
    assert wrong(b"\x01" + RAW) == "control"
    assert wrong(RAW.replace(b"\n", b"\r\n")) == "control"
    assert wrong(RAW + b"x" * 70_000) == "long"
    assert wrong(RAW[:-1]) == "torn"
    assert wrong(text + b"\n") == wrong(text + b"\n\n") == wrong(b"\n\n" + signature) == "unsigned"
    assert wrong(text + b"\n\n" + signature * 101) == "signatures"


@pytest.mark.parametrize(
    "line",
    [
        "steward/s AAAAAAAA",
        "— steward/s",
        "— steward/s AAAA",
        "— steward/s AAAAAA==",
        "— steward/s !AAAAAAA",
        "— steward/s AAAAAAB=",
        "— a+b AAAAAAAA",
        "—  AAAAAAAA",
        "Unexpected line.",
    ],
)
def test_a_line_that_is_no_signature_is_named(line: str) -> None:
    assert wrong(RAW + line.encode() + b"\n") == "signature_line"


def test_whoever_else_signed_does_not_matter_and_nobody_known_is_named() -> None:
    other = SigningKey("steward/s", b"\x05" * 32)
    assert opened(signed(CHECKPOINT, other, KEY).raw, [KEY.public]) == CHECKPOINT
    assert wrong(signed(CHECKPOINT, other).raw) == "unknown"
    assert (
        wrong(Note(CHECKPOINT.text, (Signature("steward/t", KEY.public.mark, b"x" * 64),)).raw) == "unknown"
    )


def test_a_note_with_one_false_signature_of_a_known_key_is_refused_whole() -> None:
    other = SigningKey("steward/s", b"\x05" * 32)
    false = Signature("steward/s", other.public.mark, b"\x00" * 64)
    raw = Note(CHECKPOINT.text, (KEY.sign(CHECKPOINT.text), false)).raw
    with pytest.raises(NoteRefused) as refused:
        opened(raw, [KEY.public, other.public])
    assert refused.value.kind == "forged"
    assert wrong(Note(CHECKPOINT.text, (Signature("steward/s", KEY.public.mark, b"short"),)).raw) == "forged"


@given(st.integers(0, len(CHECKPOINT.text) - 2), st.integers(33, 126))
def test_no_character_of_a_signed_text_can_be_another(at: int, other: int) -> None:
    raw = bytearray(RAW)
    if raw[at] == other or raw[at] == ord("\n"):
        return
    raw[at] = other
    assert wrong(bytes(raw)) == "forged"


@pytest.mark.parametrize(
    ("change", "to", "kind"),
    [
        ("1204", "01204", "size"),
        ("1204", "-1", "size"),
        ("1204", "1 204", "size"),
        ("1204", "9" * 19, "size"),
        ("AgIC", "AgI", "root"),
        ("AgIC", "", "root"),
        ("chain ", "chained ", "chain"),
        ("chain AwMD", "chain ", "chain"),
        ("time ", "at ", "time"),
        ("T12:00:00Z", "T12:00:00+00:00", "time"),
        ("T12:00:00Z", "T12:0:00Z", "time"),
        ("2026-06-05", "2026-06-31", "time"),
        ("time 2026-06-05T12:00:00Z\n", "", "lines"),
        ("00Z\n", "00Z\nand more\n", "next_key"),
        ("00Z\n", "00Z\nkey x\n", "key_parts"),
        ("1204\n", "1204\n\n", "lines"),
    ],
)
def test_what_is_wrong_with_a_signed_checkpoint_is_named(change: str, to: str, kind: str) -> None:
    assert wrong(resigned(change, to)) == kind


def test_a_signing_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = signing_key(tmp_path / "signing.key", "steward/s")
    again = signing_key(tmp_path / "signing.key", "steward/s")
    assert made.public == again.public
    assert [one.name for one in tmp_path.iterdir()] == ["signing.key"]
    assert (tmp_path / "signing.key").stat().st_mode & 0o777 == 0o600
    assert signing_key(tmp_path / "other.key", "steward/s").public != made.public


def test_a_file_that_is_no_signing_key_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "signing.key"
    file.write_bytes(b"short")
    with pytest.raises(KeyRefused, match="is no signing key"):
        signing_key(file, "steward/s")
    assert file.read_bytes() == b"short"


def test_peters_seed_gives_peters_signature() -> None:
    key = SigningKey("PeterNeumann", PETERS_SEED)
    given = key.sign(WORDING)
    assert key.public.line == PETER
    assert f"— PeterNeumann {b64encode(given.mark + given.signature).decode()}\n" == PETERS
    assert isinstance(key.public, PublicKey)
