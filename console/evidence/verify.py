#!/usr/bin/env python3
"""The reader of evidence packs: one file, Python 3.8 or newer, its standard library alone, no network.

    python3 verify.py [PACK.zip or FOLDER] [--key FINGERPRINT] [--checkpoint FILE] [--lang zh|en] [--tell]

It shares no line with the program that made the pack and believes nothing that the pack says of itself: each event is
hashed anew from its own columns, its proof is followed to a signed checkpoint, the signature is reckoned out, and
every value is held against the seal that its event carries. Whoever holds the key could still write history anew and
sign it: that is found by a checkpoint that somebody else kept, which must be a beginning of the pack's own.

It ends with 0 where everything holds, with 1 where something does not, with 2 where there is nothing that it could
read, with 3 where nothing is wrong but something is vouched for by nobody, or a kept checkpoint cannot be compared.
证据包校验程序：单个文件，不联网，不依赖管家。
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import html
import io
import json
import os
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import IO, Any, Dict, Iterator, Mapping, Tuple

FORMAT = "steward-evidence-pack/1"
MANIFEST, NOTE = "manifest.json", "manifest.note"
REGISTER = "register.jsonl"
ALWAYS = {
    "README.txt",
    "__main__.py",
    "checkpoints.txt",
    "events.jsonl",
    "key.vkey",
    "page.html",
    "proofs.jsonl",
    REGISTER,
    "verify.py",
}
POLICY = re.compile(r"policies/[^/\\\x00]+\.json\Z")
SEAL = b"sha256 of all before: "
CONTENT = (
    "stream",
    "version",
    "name",
    "schema",
    "body",
    "happened_at",
    "site",
    "recorded_by",
    "done_by",
    "done_as",
    "through",
    "command",
    "part",
    "digest",
    "correlation",
    "causation",
)
NONE = type(None)
KINDS = {
    **dict.fromkeys(CONTENT, str),
    **dict.fromkeys(("version", "schema", "happened_at"), int),
    **dict.fromkeys(("command", "digest", "correlation", "causation"), (str, NONE)),
    "part": (int, NONE),
    "body": bytes,
}
STAMPS = {"position": int, "recorded_at": int, "hash": str, "before": str, "why": list}
Point = Tuple[int, int, int, int]
Reference = Tuple[str, int, str]
Event = Dict[str, Any]
BLOCK = 1 << 16
MOST_AT_ONCE = 1 << 28
MOST_OF_A_MANIFEST = 1 << 24
MOST_OF_NOTES = 1 << 26
LONGEST_LINE = 1 << 24
TOLD_AT_MOST = 40
SIZE = re.compile(r"(0|[1-9][0-9]{0,17})\Z")
FACTS = re.compile(r'<p class="facts">(.*?)</p>', re.DOTALL)
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)


class Broken(Exception):
    """What keeps a check from going on, in both languages."""


# ---------------------------------------------------------------------------------------------- words


class Report:
    """Says line by line what holds and what does not, in Chinese, English, or both where the terminal names neither.

    Attributes:
        wrong: How many findings there were.
        unproven: What nobody vouches for, in both languages.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.wrong = 0
        self.unproven: list[tuple[str, str]] = []

    def say(self, sign: str, en: str, zh: str) -> None:
        for code, text in (("zh", zh), ("en", en)):
            if self.language in ("", code):
                print(f"{sign} {plain(text)}")

    def holds(self, en: str, zh: str) -> None:
        self.say("[ok]", en, zh)

    def mind(self, en: str, zh: str) -> None:
        self.say("[--]", en, zh)

    def fails(self, en: str, zh: str) -> None:
        self.wrong += 1
        if self.wrong <= TOLD_AT_MOST:
            self.say("[NO]", en, zh)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """One check; what breaks it off is a finding, never a stack trace."""
        try:
            yield
        except Broken as broken:
            self.fails(*broken.args)
        except RecursionError:
            self.fails(
                "Something in the pack is nested too deep to be read.", "包里有内容嵌套过深，无法读取。"
            )


def plain(text: str) -> str:
    """Nothing in it moves the cursor of a terminal."""
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def language_of(environment: Mapping[str, str]) -> str:
    told = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "zh" if told.startswith("zh") else "en" if told.startswith("en") else ""


def utc(seconds: int, digits: int = 0) -> str:
    """An instant in UTC, from Unix seconds, or microseconds where six digits are asked for."""
    whole, rest = divmod(seconds, 10**digits)
    try:
        told = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=whole)
    except OverflowError:
        return str(seconds)
    return told.strftime("%Y-%m-%dT%H:%M:%S") + (f".{rest:0{digits}}" if digits else "") + "Z"


def facts(event: Event) -> str:
    """The line about an event that the page shows, too: everything that is not a word of somebody's."""
    recorded, happened = utc(event["recorded_at"], 6), utc(event["happened_at"])
    doer, role, recorder, way, command = (
        event[name] or "-" for name in ("done_by", "done_as", "recorded_by", "through", "command")
    )
    return (
        f"#{event['position']} {event['stream']}@{event['version']} {event['name']} | happened {happened}"
        f" | recorded {recorded} | done by {doer} as {role} | recorded by {recorder} through {way}"
        f" | command {command}"
    )


# ---------------------------------------------------------------------------------- Ed25519 (RFC 8032)

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _added(a: Point, b: Point) -> Point:
    """Two points in extended coordinates (RFC 8032, 5.1.4)."""
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, d - c, d + c, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    for one in _doubled(point):
        if scalar & 1:
            found = _added(found, one)
        scalar >>= 1
    return found


@lru_cache(maxsize=8)
def _doubled(point: Point) -> tuple[Point, ...]:
    """A point, twice it, four times, and so on, for every bit of a scalar; a key has many notes to judge."""
    found = [point]
    while len(found) < L.bit_length():
        found.append(_added(found[-1], found[-1]))
    return tuple(found)


def _x_of(y: int, odd: int) -> int | None:
    """The x of a point of that y, or nothing where there is none (5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (not x and odd):
        return None
    return P - x if x & 1 != odd else x


def _point(data: bytes) -> Point | None:
    """The point of 32 bytes, or nothing where they are none (5.1.3)."""
    y = int.from_bytes(data, "little")
    odd, y = y >> 255, y & ((1 << 255) - 1)
    x = _x_of(y, odd) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = _x_of(BASE_Y, 0) or 0
BASE = BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature of 64 bytes is this key's on this message (5.1.7)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, point, scalar = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or point is None or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    a, b = _times(scalar, BASE), _added(point, _times(challenge, key))
    return not (a[0] * b[2] - b[0] * a[2]) % P and not (a[1] * b[2] - b[1] * a[2]) % P


# --------------------------------------------------------------- what an event comes to (MessagePack)


def packed(value: Any) -> bytes:
    """One value as MessagePack in its shortest form: nothing, a whole number, words, bytes, or a list of these."""
    if value is None:
        return b"\xc0"
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, (list, tuple)):
        return _headed(len(value), 0x90, 16, (0xDC, 0xDD)) + b"".join(packed(one) for one in value)
    if isinstance(value, str):
        data = utf8(value)
        return _headed(len(data), 0xA0, 32, (0xD9, 0xDA, 0xDB)) + data
    return _headed(len(value), 0, 0, (0xC4, 0xC5, 0xC6)) + value


def _number(value: int) -> bytes:
    if -32 <= value < 128:
        return struct.pack("b", value)
    first = 0xCC if value > 0 else 0xD0
    for place, letter in enumerate("BHIQ" if value > 0 else "bhiq"):
        bits = 8 << place if value > 0 else (8 << place) - 1
        if -(1 << bits) <= value < 1 << bits:
            return bytes([first + place]) + struct.pack(">" + letter, value)
    raise Broken("A number has more than eight bytes.", "有一个数超过八个字节。")


def _headed(length: int, short: int, below: int, codes: tuple[int, ...]) -> bytes:
    if length < below:
        return bytes([short | length])
    sizes = ("H", "I") if len(codes) == 2 else ("B", "H", "I")
    for code, letter in zip(codes, sizes):
        if length < 1 << 8 * struct.calcsize(">" + letter):
            return bytes([code]) + struct.pack(">" + letter, length)
    raise Broken("A value is longer than four gigabytes.", "有一个值超过四吉字节。")


def digest_of(event: Event) -> bytes:
    return hashlib.sha256(packed([event[name] for name in CONTENT])).digest()


def link_of(event: Event, digest: bytes) -> bytes:
    """The event's place in the chain: over the hash before it, its position, its time and what it says."""
    stamps = struct.pack(">qq", event["position"], event["recorded_at"])
    return hashlib.sha256(unhex(event["before"], f"#{event['position']}") + stamps + digest).digest()


# ------------------------------------------------------------------------- Merkle tree (RFC 9162, 2.1)


def leaf_of(recorded_at: int, digest: bytes) -> bytes:
    return hashlib.sha256(b"\0" + struct.pack(">q", recorded_at) + digest).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether a path leads from a leaf to the root of a tree of that size (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for one in path:
        if not last:
            return False
        if here & 1 or here == last:
            found = _node(one, found)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = _node(found, one)
        here, last = here >> 1, last >> 1
    return not last and found == root


def continued(old: int, new: int, old_root: bytes, new_root: bytes, path: list[bytes]) -> bool:
    """Whether the tree of the new size begins with the tree of the old (2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    path = [old_root, *path] if not old & (old - 1) else path
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = path[0]
    for one in path[1:]:
        if not last:
            return False
        if here & 1 or here == last:
            first, second = _node(one, first), _node(one, second)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            second = _node(second, one)
        here, last = here >> 1, last >> 1
    return not last and first == old_root and second == new_root


# ------------------------------------------------------------------------------------- reading a pack


def utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Broken("Half a character stands in a text.", "文字里有半个字符。") from None


def unbase64(text: Any, where: str) -> bytes:
    """Bytes from base64, written the one way in which they can be."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, AttributeError, binascii.Error):
        data = None
    if data is None or base64.b64encode(data).decode() != text:
        raise Broken(f"{where}: this is not base64: {text!r:.40}", f"{where}：不是 base64：{text!r:.40}")
    return data


def unhex(text: Any, where: str) -> bytes:
    try:
        data = bytes.fromhex(text)
    except (ValueError, TypeError):
        data = None
    if data is None or data.hex() != text:
        raise Broken(
            f"{where}: this is not hexadecimal: {text!r:.40}", f"{where}：不是十六进制：{text!r:.40}"
        )
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def unjson(data: bytes, where: str) -> Any:
    """One JSON value; no name twice in one object."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Broken(f"{where}: this is no JSON.", f"{where}：不是 JSON。") from None


class Pack:
    """The files of a pack, in a zip or in a folder."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.archive = None
        self.is_folder = os.path.isdir(place)
        if self.is_folder:
            return
        broken = Broken(
            f"{place} is no whole zip file: cut off or damaged.",
            f"{place} 不是完整的 zip 文件：被截断或已损坏。",
        )
        if not os.path.isfile(place):  # a pipe would be waited for without end
            raise broken
        try:
            self._file = open(place, "rb")  # noqa: SIM115 - closed with the pack
        except OSError:
            raise broken from None
        try:
            self.archive = zipfile.ZipFile(self._file)
        except UNREADABLE:
            self._file.close()
            raise broken from None

    def close(self) -> None:
        if self.archive is not None:
            self.archive.close()
            self._file.close()

    def names(self) -> list[str]:
        if self.archive is not None:
            return [one.filename for one in self.archive.infolist()]
        found = []
        for folder, _, files in os.walk(self.place):
            inside = os.path.relpath(folder, self.place).replace(os.sep, "/")
            found += [one if inside == "." else f"{inside}/{one}" for one in files]
        return found

    def size(self, name: str) -> int:
        """Bytes of a file, as the zip's directory or the folder says, without reading it."""
        if self.archive is not None:
            return self.archive.getinfo(name).file_size
        return os.path.getsize(self._path(name))

    def _path(self, name: str) -> str:
        path = os.path.join(self.place, *name.split("/"))
        if os.path.islink(path) or (os.path.exists(path) and not os.path.isfile(path)):
            raise Broken(f"{name} is no plain file.", f"{name} 不是普通文件。")
        return path

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            if self.archive is not None:
                if self.archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise ValueError("Steward packs no file so")
                with self.archive.open(name) as file:
                    yield file
            else:
                with open(self._path(name), "rb") as file:
                    yield file
        except KeyError:
            raise Broken(f"{name} is not in the pack.", f"包里没有 {name}。") from None
        except UNREADABLE as problem:
            if isinstance(problem, FileNotFoundError):
                raise Broken(f"{name} is not in the pack.", f"包里没有 {name}。") from None
            raise Broken(f"{name} is damaged and cannot be read.", f"{name} 已损坏，读不出来。") from None

    def fingerprint(self, name: str) -> tuple[str, int]:
        """SHA-256 and size of a file."""
        found, size = hashlib.sha256(), 0
        with self._open(name) as file:
            for block in iter(lambda: file.read(BLOCK), b""):
                found.update(block)
                size += len(block)
        return found.hexdigest(), size

    def read(self, name: str, most: int = MOST_AT_ONCE) -> bytes:
        with self._open(name) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise Broken(
                f"{name} is larger than any that Steward writes.", f"{name} 大得不像管家写出的文件。"
            )
        return data

    def lines(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The objects of a file of JSON lines, each with its line number."""
        with self._open(name) as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                found = unjson(line, f"{name}:{number}")
                if not isinstance(found, dict):
                    raise Broken(f"{name}:{number} is no object.", f"{name}:{number} 不是对象。")
                yield number, found


def event_of(found: dict[str, Any], where: str) -> Event:
    """An event with its body as bytes; every column there and of its kind."""
    fault = Broken(f"{where}: this is no event.", f"{where}：不是事件。")
    body = found.pop("body_base64", None)
    body = unbase64(body, where) if body is not None else found.get("body")
    if isinstance(body, str):
        body = utf8(body)
    found["body"] = body
    if not isinstance(body, bytes) or set(found) != {*CONTENT, *STAMPS}:
        raise fault
    for name, kind in {**KINDS, **STAMPS}.items():
        value = found[name]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise fault
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            raise fault
    if found["digest"] is not None:
        found["digest"] = unhex(found["digest"], where)
    return found


def references(said: Any) -> Iterator[Reference]:
    """What an event says of the register: (id, version or 0, seal), wherever it stands in the body."""
    if isinstance(said, list):
        for one in said:
            yield from references(one)
    elif isinstance(said, dict):
        version = said.get("version", 0)
        if isinstance(said.get("seal"), str) and isinstance(said.get("id"), str) and isinstance(version, int):
            yield said["id"], version, said["seal"]
        for one in said.values():
            yield from references(one)


# ------------------------------------------------------------------------------------ notes and keys


class Key:
    """A public key: its name, its 32 bytes, the mark by which signatures name it, and its fingerprint."""

    def __init__(self, line: str) -> None:
        parts = line.split("+", 2)
        data = unbase64(parts[2], "key.vkey") if len(parts) == 3 else b""
        if len(data) != 33 or data[:1] != b"\1" or not parts[0]:
            raise Broken(
                f"key.vkey: this is no Ed25519 key: {line:.80}", f"key.vkey：不是 Ed25519 公钥：{line:.80}"
            )
        self.line, self.name, self.public = line, parts[0], data[1:]
        self.mark = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
        if self.mark.hex() != parts[1]:
            raise Broken("key.vkey: the key does not fit its mark.", "key.vkey：公钥与其标记不符。")
        digits = hashlib.sha256(line.encode()).hexdigest()[:40]
        self.fingerprint = " ".join(digits[at : at + 4] for at in range(0, 40, 4))

    def is_called(self, asked: str) -> bool:
        """Whether this is the key that the auditor wrote down: its fingerprint, or its whole line."""
        digits = "".join(asked.split()).lower()
        return asked.strip() == self.line or digits == self.fingerprint.replace(" ", "")

    def signs(self, note: Note) -> bool:
        """Whether it signed this note; a signature in its name that does not fit counts as none."""
        own = [data[4:] for name, data in note.signatures if name == self.name and data[:4] == self.mark]
        return bool(own) and all(signed(self.public, note.text.encode("utf-8"), one) for one in own)


class Note:
    """A signed note: its text, and who signed it with what."""

    def __init__(self, text: str, signatures: list[tuple[str, bytes]]) -> None:
        self.text, self.signatures = text, signatures


def notes_of(data: bytes, where: str) -> list[Note]:
    """Every note of a file, one after the other; each byte of the file belongs to one."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = []
    if not lines or lines.pop():
        raise Broken(f"{where}: cut off or no text.", f"{where}：被截断，或不是文本。")
    found: list[Note] = []
    at = 0
    while at < len(lines):
        begun = at
        while at < len(lines) and lines[at]:
            at += 1
        blank, text = at, "".join(line + "\n" for line in lines[begun:at])
        at += 1
        signatures: list[tuple[str, bytes]] = []
        while at < len(lines) and lines[at].startswith("\u2014 "):
            name, _, signature = lines[at][2:].partition(" ")
            signatures.append((name, unbase64(signature, where)))
            at += 1
        if not text or blank == len(lines):
            raise Broken(f"{where}: this is no signed note.", f"{where}：不是签名文本。")
        found.append(Note(text, signatures))
    return found


class Checkpoint:
    """A note that says what the log came to: size, root of the tree, hash of the last event, and when."""

    def __init__(self, note: Note, where: str) -> None:
        lines = note.text.split("\n")[:-1]
        fault = Broken(f"{where}: this is no checkpoint.", f"{where}：不是检查点。")
        if len(lines) not in (5, 6) or not lines[3].startswith("chain ") or not lines[4].startswith("time "):
            raise fault
        if not SIZE.match(lines[1]) or (lines[5:] and lines[5][:4] != "key "):
            raise fault
        self.note, self.origin, self.size, self.root = (
            note,
            lines[0],
            int(lines[1]),
            unbase64(lines[2], where),
        )
        self.chain, self.time = unbase64(lines[3][6:], where), lines[4][5:]
        self.next_key = Key(lines[5][4:]) if lines[5:] else None
        if len(self.root) != 32 or len(self.chain) != 32:
            raise fault

    def called(self) -> tuple[str, str]:
        """How it is named in a sentence, in both languages."""
        return f"of {many(self.size, 'event')} ({self.time})", f"{self.size} 条事件、{self.time}"


def kept_in(place: str) -> list[Checkpoint]:
    """The checkpoints in a file that somebody else kept: one note or many, and nothing but notes that are signed."""
    fault = Broken(f"{place} cannot be read.", f"读不出 {place}。")
    if not os.path.isfile(place):
        raise fault
    try:
        with open(place, "rb") as file:
            data = file.read(MOST_OF_NOTES + 1)
    except OSError:
        raise fault from None
    notes = notes_of(data, place) if len(data) <= MOST_OF_NOTES else []
    if not notes or any(not one.signatures for one in notes):
        raise Broken(f"{place}: these are no signed checkpoints.", f"{place}：不是签名检查点。")
    return [Checkpoint(one, place) for one in notes]


# --------------------------------------------------------------------------------------------- checks


def check_archive(pack: Pack, report: Report) -> bool:
    """Whether the zip is byte for byte as it was written: its last line seals all before it."""
    digest, left = hashlib.sha256(), os.path.getsize(pack.place) - 64
    with open(pack.place, "rb") as file:
        while left > 0:
            block = file.read(min(BLOCK, left))
            digest.update(block)
            left -= len(block)
        sealed = file.read()
    with open(pack.place, "rb") as file:
        file.seek(max(os.path.getsize(pack.place) - 64 - len(SEAL), 0))
        marked = file.read(len(SEAL)) == SEAL
    if marked and sealed == digest.hexdigest().encode():
        return check_layout(pack, report)
    if marked:
        report.fails("The zip file is not as it was written.", "zip 文件与写出时不同。")
    else:
        report.fails(
            "The zip file does not end as it was written: cut off, or something stands behind it.",
            "zip 文件的结尾与写出时不同：被截断，或后面多了东西。",
        )
    return False


def check_layout(pack: Pack, report: Report) -> bool:
    """Whether every byte before the directory belongs to a file that it lists, so that all programs unpack the same."""
    try:
        whole = _ends(pack) == pack.archive.start_dir if pack.archive is not None else False
    except UNREADABLE:
        whole = False
    if whole:
        report.holds("The zip file is byte for byte as it was written.", "zip 文件与写出时逐字节相同。")
    else:
        report.fails(
            "The zip file holds something that its directory does not list.",
            "zip 文件里有目录没有列出的内容。",
        )
    return whole


def _ends(pack: Pack) -> int:
    """Where the last file ends, each beginning where the one before it ends; less than nothing where one does not."""
    at, files = 0, pack.archive.infolist() if pack.archive is not None else []
    with open(pack.place, "rb") as file:
        for one in sorted(files, key=lambda one: one.header_offset):
            if one.header_offset != at or one.flag_bits & 8:
                return -1
            file.seek(at + 26)
            at += 30 + sum(struct.unpack("<HH", file.read(4))) + one.compress_size
    return at


def manifest_of(data: bytes) -> dict[str, Any]:
    """The manifest, with what the checks below take from it in its place."""
    found = unjson(data, MANIFEST)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Broken(
            "manifest.json is of a form that this reader does not know: take a newer verify.py.",
            "manifest.json 的格式本程序不认识：请用更新的 verify.py。",
        )
    kinds = {"origin": str, "files": dict, "whole": list, "policies": list, "events": int, "told": int}
    if (
        any(not isinstance(found.get(name), kind) for name, kind in kinds.items())
        or any(not isinstance(one, str) for one in found["whole"])
        or any(
            not isinstance(one, dict)
            or not isinstance(one.get("file"), str)
            or one["file"] not in found["files"]
            or not isinstance(one.get("position"), int)
            for one in found["policies"]
        )
    ):
        raise Broken("manifest.json is not put together as it should be.", "manifest.json 的结构不对。")
    return found


def check_manifest(pack: Pack, report: Report, manifest: dict[str, Any], believed: list[Key]) -> None:
    """Whether the manifest is the one that its note seals, and who signed that."""
    notes = notes_of(pack.read(NOTE), NOTE)
    expected = f"{manifest.get('origin')}/pack\n{pack.fingerprint(MANIFEST)[0]}\n"
    if len(notes) != 1 or notes[0].text != expected:
        report.fails(
            "manifest.json and manifest.note do not fit each other: one of them was changed.",
            "manifest.json 与 manifest.note 对不上：其中一个被改过。",
        )
    elif not notes[0].signatures and manifest.get("signed"):
        report.fails(
            "manifest.note: the signature was taken off.",
            "manifest.note：签名被人去掉了。",
        )
    elif not notes[0].signatures:
        report.mind(
            "manifest.json is not signed: packed on a machine without the key, or somebody took the signature off.",
            "manifest.json 没有签名：或是打包的机器上没有密钥，或是签名被人去掉了。",
        )
        report.unproven.append(
            (
                "the page, what was left out and what is called erased, which nobody signed",
                "页面内容、“未提供”和“已删除”的说明（无人签名）",
            )
        )
    elif len(notes[0].signatures) == 1 and any(key.signs(notes[0]) for key in believed):
        report.holds("manifest.json is signed with the same key.", "manifest.json 由同一把密钥签名。")
    else:
        report.fails(
            "manifest.note is not signed with a key that is believed.", "manifest.note 没有可信密钥的签名。"
        )


def check_files(pack: Pack, report: Report, manifest: dict[str, Any], whole: bool) -> None:
    """Every file, as the manifest has it; nothing more and nothing less in a zip."""
    said, names, wrong = manifest["files"], Counter(pack.names()), 0
    belongs = {name for name in said if name in ALWAYS or POLICY.match(name)}
    for name in sorted(belongs | ALWAYS):
        with report.attempt():
            wrong += 1
            check_file(pack, name, said.get(name), names[name])
            wrong -= 1
    for name in sorted({one for one in (MANIFEST, NOTE) if names[one] > 1}):
        wrong += 1
        report.fails(f"{name} is in the pack more than once.", f"{name} 在包里不止一个。")
    for name in sorted((set(names) | set(said)) - belongs - ALWAYS - {MANIFEST, NOTE}):
        passes = pack.is_folder and name not in said
        wrong += not passes
        (report.mind if passes else report.fails)(
            f"{name} does not belong to the pack.", f"{name} 不属于这个证据包。"
        )
    if not wrong and whole:
        report.holds(
            f"{many(len(said), 'file')}, each as manifest.json says.",
            f"{len(said)} 个文件，都与 manifest.json 相符。",
        )
    elif not wrong:
        report.fails(
            "The files are whole; changed are the zip's own headers, directory or closing line.",
            "各文件完好；被改的是 zip 自身的文件头、目录或末行。",
        )


def check_file(pack: Pack, name: str, said: Any, count: int) -> None:
    """One file, as the manifest has it; read only where its length is right, and no byte longer."""
    if count != 1 or said is None:
        raise Broken(f"{name} is not in the pack, or more than once.", f"包里没有 {name}，或不止一个。")
    fits = isinstance(said, dict) and said.get("size") == pack.size(name)
    digest, size = pack.fingerprint(name) if fits else ("", 0)
    if said != {"sha256": digest, "size": size}:
        raise Broken(
            f"{name} was changed: it is not what manifest.json says.",
            f"{name} 被改过：与 manifest.json 不符。",
        )


def check_reader(pack: Pack, report: Report) -> None:
    """Whether the pack brings another reader than the one that is at work."""
    try:
        with open(os.path.abspath(__file__), "rb") as file:
            own = file.read()
    except OSError:  # it stands in the pack itself
        return
    if pack.read("verify.py") != own:
        report.mind(
            "The verify.py in the pack is another one than this: do not run it.",
            "包里的 verify.py 与正在运行的这一份不同：不要运行包里的那份。",
        )


def check_keys(report: Report, keys: list[Key], asked: str | None) -> list[Key]:
    """The keys that may be believed: the one that the auditor wrote down, else the pack's own, and says so."""
    if not keys:
        report.fails("key.vkey holds no key.", "key.vkey 里没有公钥。")
        return []
    if asked is None:
        report.mind(
            f"Key {keys[-1].fingerprint}, as the pack has it: compare it with what you wrote down (--key), for so "
            "far it is only as trustworthy as the pack.",
            f"公钥 {keys[-1].fingerprint} 取自包内：请与你事先记下的指纹核对（--key），否则它只和这个包一样可信。",
        )
        return keys[:1]
    pinned = [key for key in keys if key.is_called(asked)]
    if pinned:
        report.holds(
            f"The key is the one that you named: {pinned[0].fingerprint}.",
            f"公钥就是你给出的那把：{pinned[0].fingerprint}。",
        )
    else:
        report.fails(
            f"The key is another one than you named: {keys[0].fingerprint}.",
            f"公钥不是你给出的那把：{keys[0].fingerprint}。",
        )
    return pinned


def check_checkpoints(
    pack: Pack, report: Report, keys: list[Key], trusted: list[Key], origin: str | None
) -> tuple[dict[int, Checkpoint], list[Key]]:
    """The checkpoints by size that count, and every key that is believed.

    A key is believed that a believed key names as the next one in a text that it signed. That another signature stands
    under a note says nothing: anybody can add one.
    """
    where = "checkpoints.txt"
    found = [Checkpoint(note, where) for note in notes_of(pack.read(where), where)]
    believed, left = list(trusted), list(found)
    for at in range(len(found) + 1):
        for one in [one for one in left if at < len(believed) and believed[at].signs(one.note)]:
            left.remove(one)
            if one.next_key and one.next_key.line not in [key.line for key in believed]:
                believed.append(one.next_key)
    good: dict[int, Checkpoint] = {}
    for one in found:
        if one.origin != origin or (one.size in good and good[one.size].root != one.root):
            raise Broken(
                f"{where}: the checkpoint of {one.size} events contradicts another, or is of another log.",
                f"{where}：{one.size} 条事件的检查点与另一个矛盾，或属于别的日志。",
            )
        good.update({} if one in left else {one.size: one})
    for one in left:
        _say_not_believed(report, keys, one)
    if good:
        newest = good[max(good)]
        report.holds(
            f"{many(len(good), 'signed checkpoint')}; the newest covers {newest.size} events and says it was made at "
            f"{newest.time}.",
            f"{len(good)} 个签名检查点；最新一个覆盖 {newest.size} 条事件，注明时间 {newest.time}。",
        )
    else:
        report.fails(
            "No checkpoint can be believed: nothing here is proven.",
            "没有可信的检查点：这里的内容都未被证明。",
        )
    return good, believed


def _say_not_believed(report: Report, keys: list[Key], one: Checkpoint) -> None:
    if any(key.signs(one.note) for key in keys):
        report.mind(
            f"The checkpoint of {one.size} events ({one.time}) is signed with a former key; it does not count.",
            f"{one.size} 条事件的检查点（{one.time}）由旧密钥签名，不计入。",
        )
    else:
        report.fails(
            f"checkpoints.txt: the checkpoint of {one.size} events ({one.time}) is not signed with a key that is "
            "believed.",
            f"checkpoints.txt：{one.size} 条事件的检查点（{one.time}）没有可信密钥的签名。",
        )


class Told:
    """What the events of a pack came to.

    Attributes:
        facts: The line about each event, by position.
        bodies: SHA-256 of each event's body, by position.
        spoken: What the events say of the register: (id, version, seal).
        erased: What they erased from it.
        versions: Versions of each stream, in the order of the log.
        paths: Proofs that a checkpoint of a kept size is a beginning of the newest, by that size.

    Args:
        kept: Sizes of the checkpoints that somebody else kept.
    """

    def __init__(self, kept: set[int]) -> None:
        self.kept = kept
        self.paths: dict[int, list[bytes]] = {}
        self.facts: dict[int, str] = {}
        self.bodies: dict[int, str] = {}
        self.spoken: set[Reference] = set()
        self.erased: set[str] = set()
        self.versions: dict[str, list[int]] = {}
        self.covered, self.consistent, self.wrong = 0, 0, 0


def check_events(
    pack: Pack, report: Report, checkpoints: dict[int, Checkpoint], tell: bool, told: Told
) -> None:
    """Every event against itself, its neighbour, its stream and its proof; and the proofs between checkpoints."""
    newest = checkpoints[max(checkpoints)] if checkpoints else None
    proofs, before = pack.lines("proofs.jsonl"), None
    for number, found in pack.lines("events.jsonl"):
        event = event_of(found, f"events.jsonl:{number}")
        where = f"#{event['position']} {event['stream']}"
        with report.attempt():
            told.wrong += 1
            _, proof = next(proofs, (0, {}))
            _check_event(event, before, proof, newest, checkpoints, told)
            told.wrong -= 1
        with report.attempt():
            _remember(event, told, where)
        before = event
        if tell:
            print(plain(facts(event)))
            print(plain("    " + event["body"].decode("utf-8", "backslashreplace")))
    proven = {newest.size} if newest is not None else set()
    for _, proof in proofs:
        with report.attempt():
            proven.add(_check_consistency(proof, checkpoints, told))
    told.consistent = len(proven) - 1
    if not proven >= set(checkpoints):
        report.fails(
            "proofs.jsonl: not every checkpoint is proven to be a beginning of the newest.",
            "proofs.jsonl：并非每个检查点都被证明是最新检查点的开头。",
        )


def _check_event(
    event: Event,
    before: Event | None,
    proof: dict[str, Any],
    newest: Checkpoint | None,
    checkpoints: dict[int, Checkpoint],
    told: Told,
) -> None:
    position, digest = event["position"], digest_of(event)
    where = f"#{position} {event['stream']}"
    if before is not None and not (
        before["position"] < position and before["recorded_at"] <= event["recorded_at"]
    ):
        raise Broken(f"{where}: out of order, or there twice.", f"{where}：次序不对，或出现两次。")
    at_end, link = checkpoints.get(position), link_of(event, digest)
    follows = before is None or before["position"] + 1 != position or before["hash"] == event["before"]
    if link.hex() != event["hash"] or not follows or (at_end is not None and at_end.chain != link):
        raise Broken(f"{where}: its hash does not fit what it says.", f"{where}：哈希与内容不符。")
    if proof.get("position") != position:
        raise Broken(f"{where}: proofs.jsonl has no proof of it.", f"{where}：proofs.jsonl 里没有它的证明。")
    if newest is None or position > newest.size:
        return
    path = proof.get("path")
    path = [unbase64(one, "proofs.jsonl") for one in path] if isinstance(path, list) else []
    if not included(leaf_of(event["recorded_at"], digest), position - 1, newest.size, path, newest.root):
        raise Broken(
            f"{where}: its proof does not lead to the checkpoint; it is not what was signed.",
            f"{where}：证明到不了检查点；它不是当时签名的内容。",
        )
    told.covered += 1


def _remember(event: Event, told: Told, where: str) -> None:
    told.facts[event["position"]] = facts(event)
    told.bodies[event["position"]] = hashlib.sha256(event["body"]).hexdigest()
    told.versions.setdefault(event["stream"], []).append(event["version"])
    if event["name"].startswith("register."):
        said = unjson(event["body"], where)
        told.erased.add(str(said.get("erases")) if isinstance(said, dict) else "")
    if b'"seal"' in event["body"]:
        told.spoken.update(references(unjson(event["body"], where)))


def _check_consistency(proof: dict[str, Any], checkpoints: dict[int, Checkpoint], told: Told) -> int:
    """Size of the checkpoint that is proven to be a beginning of the newest; the newest's own for another one."""
    old, new, path = proof.get("from"), proof.get("to"), proof.get("path")
    newest = max(checkpoints) if checkpoints else -1
    if not isinstance(old, int) or not isinstance(path, list) or new != newest:
        raise Broken(
            "proofs.jsonl: a proof belongs to no event and to no checkpoint.",
            "proofs.jsonl：有证明不属于任何事件或检查点。",
        )
    if old in told.kept:
        told.paths[old] = [unbase64(one, "proofs.jsonl") for one in path]
    if old not in checkpoints:
        return newest
    roots = checkpoints[old].root, checkpoints[newest].root
    if not continued(old, newest, roots[0], roots[1], [unbase64(one, "proofs.jsonl") for one in path]):
        raise Broken(
            f"The checkpoint of {old} events is no beginning of the one of {new}: history was rewritten.",
            f"{old} 条的检查点不是 {new} 条检查点的开头：历史被改写。",
        )
    return old


def tell_events(
    report: Report, told: Told, checkpoints: dict[int, Checkpoint], manifest: dict[str, Any]
) -> None:
    """What the events came to, and what no checkpoint covers."""
    count, newest = len(told.facts), max(checkpoints) if checkpoints else 0
    if not told.wrong and count:
        report.holds(
            f"{many(count, 'event')}, in order, none twice; {told.covered} of them proven by the checkpoint.",
            f"{count} 条事件，次序正确，没有重复；其中 {told.covered} 条由检查点证明。",
        )
    later = sum(position > newest for position in told.facts)
    if later:
        report.mind(
            f"{many(later, 'event')} later than the newest checkpoint: nothing but the chain vouches for that yet.",
            f"{later} 条事件晚于最新检查点：目前只有哈希链为它们担保。",
        )
    for stream, versions in told.versions.items():
        if versions != sorted(set(versions)):
            report.fails(f"{stream}: its events are out of order.", f"{stream}：事件次序不对。")
    for stream in manifest["whole"] if manifest else []:
        versions = told.versions.get(stream, [])
        if versions != list(range(1, len(versions) + 1)) or not versions:
            report.fails(f"{stream}: one of its events was left out.", f"{stream}：缺了事件。")
    if told.consistent > 0:
        report.holds(
            f"Each of {many(told.consistent, 'earlier checkpoint')} is a beginning of the newest: nothing was rewritten "
            "between them.",
            f"此前 {told.consistent} 个检查点都是最新检查点的开头：期间没有改写。",
        )


def check_kept(
    report: Report,
    kept: list[Checkpoint],
    keys: list[Key],
    believed: list[Key],
    checkpoints: dict[int, Checkpoint],
    told: Told,
) -> None:
    """Whether each checkpoint that somebody else kept is a beginning of the one that the pack is signed for.

    One that is newer says nothing against a pack whose own checkpoint they kept, too: the pack was made before it.
    """
    newest = checkpoints[max(checkpoints)]
    kept = [one for one in kept if _is_ours(report, one, keys, believed, newest)]
    _check_among_each_other(report, kept)
    same, unknown, newer = [], [], []
    for one in kept:
        (en, zh), own = one.called(), checkpoints.get(one.size)
        if own is not None and (own.root, own.chain) != (one.root, one.chain):
            report.fails(
                f"The checkpoint {en} that you kept contradicts the one in the pack: the key's holder signed two "
                "histories.",
                f"你保存的检查点（{zh}）与包内同一大小的检查点矛盾：持钥者签过两份不同的历史。",
            )
        elif one.size > newest.size:
            newer.append(one)
        elif 0 < one.size < newest.size and one.size not in told.paths:
            unknown.append(one)
        elif _begins(one, newest, told):
            same.append(one)
        else:
            report.fails(
                f"The checkpoint {en} that you kept is no beginning of the pack's own: history was rewritten after it "
                "was signed, or the pack's proof is false.",
                f"你保存的检查点（{zh}）不是本包检查点的开头：签名之后历史被改写，或包内的证明是假的。",
            )
    _say_same(report, same, told)
    _say_not_compared(report, unknown, "for which the pack holds no proof", "包里没有对应的证明")
    if newer and newest.size in [one.size for one in same]:
        report.mind(
            f"{many(len(newer), 'kept checkpoint')} later than the pack's own, which you kept, too: nothing in the pack "
            "rests on that.",
            f"你保存的检查点中有 {len(newer)} 个更晚；本包自己的检查点你也保存了，与它们无关。",
        )
    else:
        _say_not_compared(report, newer, "newer than the pack", "晚于本包")


def _is_ours(
    report: Report, one: Checkpoint, keys: list[Key], believed: list[Key], newest: Checkpoint
) -> bool:
    """Whether a kept checkpoint is of this log and bears the signature of a key that is believed."""
    en, zh = one.called()
    if one.origin != newest.origin:
        report.fails(
            f"The checkpoint {en} that you kept is of another log than this pack.",
            f"你保存的检查点（{zh}）属于别的日志，不是本包的。",
        )
    elif any(key.signs(one.note) for key in believed):
        return True
    elif any(key.signs(one.note) for key in keys):
        _say_not_compared(report, [one], "signed with a former key", "由旧密钥签名")
    else:
        report.fails(
            f"The checkpoint {en} that you kept is not signed with the key of this pack.",
            f"你保存的检查点（{zh}）没有本包密钥的签名。",
        )
    return False


def _check_among_each_other(report: Report, kept: list[Checkpoint]) -> None:
    roots: dict[int, bytes] = {}
    for one in kept:
        if roots.setdefault(one.size, one.root) != one.root:
            report.fails(
                f"Two checkpoints that you kept contradict each other, both of {many(one.size, 'event')}: the key's "
                "holder signed two histories.",
                f"你保存的检查点中有两个都是 {one.size} 条事件，却互相矛盾：持钥者签过两份不同的历史。",
            )


def _begins(one: Checkpoint, newest: Checkpoint, told: Told) -> bool:
    if not one.size:
        return one.root == hashlib.sha256(b"").digest()
    return continued(one.size, newest.size, one.root, newest.root, told.paths.get(one.size, []))


def _say_same(report: Report, same: list[Checkpoint], told: Told) -> None:
    if not same:
        return
    last = max(same, key=lambda one: one.size)
    before, (en, zh) = sum(position <= last.size for position in told.facts), last.called()
    after = len(told.facts) - before
    report.holds(
        f"{many(len(same), 'kept checkpoint')} proven to begin the pack's own, the newest {en}: the {before} events of "
        "the pack that it covers were not rewritten since.",
        f"你保存的 {len(same)} 个检查点经证明是本包检查点的开头，最新的为 {zh}："
        f"包内它覆盖的 {before} 条事件此后没有被改写。",
    )
    if after:
        report.mind(
            f"{many(after, 'event')} later than that: only the holder of the key vouches for what came after it.",
            f"另有 {after} 条事件晚于它：此后的部分只有持钥者担保。",
        )


def _say_not_compared(report: Report, those: list[Checkpoint], en: str, zh: str) -> None:
    """Checkpoints that somebody kept and that nothing can be said about, each named as far as there is room."""
    for one in those[:TOLD_AT_MOST]:
        called = one.called()
        report.mind(
            f"The checkpoint {called[0]} that you kept cannot be compared: {en}.",
            f"你保存的检查点（{called[1]}）无法比对：{zh}。",
        )
    if those:
        report.unproven.append(
            (
                f"{many(len(those), 'kept checkpoint')} that could not be compared, {en}",
                f"你保存的 {len(those)} 个检查点无法比对（{zh}）",
            )
        )


def check_register(pack: Pack, report: Report, told: Told) -> None:
    """Every word and person that the events speak of: shown and true, or named as erased or left out."""
    counts, left = {"shown": 0, "erased": 0, "withheld": 0, "missing": 0}, set(told.spoken)
    for number, entry in pack.lines(REGISTER):
        with report.attempt():
            state, *name = (entry.get(one) for one in ("state", "id", "version", "seal"))
            name, where = tuple(name), f"register.jsonl:{number}"
            if (
                any(isinstance(one, (dict, list)) for one in (state, *name))
                or state not in counts
                or name not in left
            ):
                raise Broken(
                    f"{where}: no event speaks of it, or it is there twice.",
                    f"{where}：没有事件提到它，或出现两次。",
                )
            left.discard(name)
            if state == "shown" and _seal_of(entry) != name[2]:
                raise Broken(
                    f"{where}: the value is not the one that was sealed.", f"{where}：内容与封印不符。"
                )
            if state == "erased" and name[0] not in told.erased:
                raise Broken(
                    f"{where}: called erased, but no event here erases it.",
                    f"{where}：说已删除，但包里没有删除它的事件。",
                )
            counts[state] += 1
    if left:
        raise Broken(
            f"register.jsonl is silent about {len(left)} entries.",
            f"register.jsonl 对 {len(left)} 项没有交代。",
        )
    shown, erased, withheld, missing = counts.values()
    if missing:
        raise Broken(
            f"register.jsonl: {missing} of the entries are gone without an event that erased them.",
            f"register.jsonl：{missing} 项不见了，却没有删除它们的事件。",
        )
    report.holds(
        f"{shown} texts and persons are as they were sealed; {erased} erased, {withheld} left out.",
        f"{shown} 项文字和人员与封印相符；已删除 {erased} 项，未提供 {withheld} 项。",
    )


def _seal_of(entry: dict[str, Any]) -> str:
    value, salt = entry.get("value"), entry.get("salt")
    data = utf8(value) if isinstance(value, str) else unbase64(entry.get("value_base64"), REGISTER)
    return hashlib.sha256(unbase64(salt, REGISTER) + data).hexdigest()


def check_policies(pack: Pack, report: Report, manifest: dict[str, Any], told: Told) -> None:
    """The rules in force, each the very words of an event of the pack."""
    listed = manifest["policies"]
    for one in listed:
        file, position = one["file"], one["position"]
        if pack.fingerprint(file)[0] != told.bodies.get(position):
            raise Broken(
                f"{file} is not what event #{position} says.", f"{file} 与第 {position} 号事件不符。"
            )
    report.holds(
        f"{len(listed)} editions of rules, calendars, tariffs and templates are events of this pack.",
        f"{len(listed)} 份规则、日历、价目和模板都是包内事件的原文。",
    )


def check_page(pack: Pack, report: Report, manifest: dict[str, Any], told: Told) -> None:
    """Whether the page tells the events that are here, and no others."""
    shown = [html.unescape(one) for one in FACTS.findall(pack.read("page.html").decode("utf-8", "replace"))]
    known = set(told.facts.values())
    if len(shown) != len(set(shown)) or len(shown) != manifest["told"] or not set(shown) <= known:
        raise Broken("page.html does not tell the events of this pack.", "page.html 讲的不是这个包里的事件。")
    if len(shown) < len(known):
        report.mind(
            f"page.html tells the first {len(shown)} of {len(known)} events.",
            f"page.html 只讲了 {len(known)} 条中的前 {len(shown)} 条。",
        )
    else:
        report.holds(
            "page.html tells these events, with both times and who; its sentences are the program's wording.",
            "page.html 讲的就是这些事件，时间和人员一致；句子是程序的措辞。",
        )


def examine(pack: Pack, report: Report, asked: str | None, tell: bool, kept: list[Checkpoint]) -> None:
    """All checks, each as far as it can go."""
    whole = pack.is_folder or check_archive(pack, report)
    keys, manifest, checkpoints, told = [], {}, {}, Told({one.size for one in kept})
    with report.attempt():
        manifest = manifest_of(pack.read(MANIFEST, MOST_OF_A_MANIFEST))
        check_files(pack, report, manifest, whole)
    with report.attempt():
        check_reader(pack, report)
    with report.attempt():
        keys = [Key(line) for line in pack.read("key.vkey").decode("utf-8", "replace").splitlines()]
    believed = check_keys(report, keys, asked)
    with report.attempt():
        checkpoints, believed = check_checkpoints(pack, report, keys, believed, manifest.get("origin"))
    with report.attempt():
        check_manifest(pack, report, manifest, believed)
    with report.attempt():
        check_events(pack, report, checkpoints, tell, told)
    tell_events(report, told, checkpoints, manifest)
    if checkpoints:
        check_kept(report, kept, keys, believed, checkpoints, told)
    with report.attempt():
        check_register(pack, report, told)
    if manifest:
        for check in (check_policies, check_page):
            with report.attempt():
                check(pack, report, manifest, told)
        if manifest["events"] != len(told.facts):
            report.fails(
                f"manifest.json speaks of {manifest['events']} events.",
                f"manifest.json 说有 {manifest['events']} 条事件。",
            )
    unproven = len(told.facts) - told.covered
    if unproven:
        report.unproven.insert(
            0, (f"{many(unproven, 'event')} that no checkpoint covers", f"{unproven} 条尚无检查点覆盖的事件")
        )


def conclude(report: Report, key_was_named: bool) -> int:
    """The last line, and what the program ends with."""
    if report.wrong:
        report.say(
            "=>",
            f"{many(report.wrong, 'finding')}: do not rely on this pack.",
            f"发现 {report.wrong} 处问题：不可采信。",
        )
        return 1
    if report.unproven:
        en, zh = (one.join(told) for one, told in zip(("; ", "；"), zip(*report.unproven)))
        report.say("=>", f"Not proven: {en}. All else holds.", f"未获证明：{zh}。其余全部相符。")
        return 3
    if key_was_named:
        report.say("=>", "Everything holds.", "全部相符。")
    else:
        report.say(
            "=>",
            "Everything holds, provided that this is the key that you wrote down.",
            "全部相符，前提是公钥与你事先记下的一致。",
        )
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check an evidence pack. 校验证据包。")
    parser.add_argument(
        "pack",
        nargs="?",
        default=os.path.dirname(os.path.abspath(__file__)),
        help="zip or unpacked folder; by default the folder of this file 证据包（zip 或已解开的文件夹）",
    )
    parser.add_argument("--key", help="fingerprint that you wrote down 你记下的公钥指纹")
    parser.add_argument(
        "--checkpoint",
        metavar="FILE",
        help="one or many checkpoints that you kept yourself 你另行保存的检查点，一个或多个",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=language_of(os.environ))
    parser.add_argument("--tell", action="store_true", help="print every event 逐条列出事件")
    asked = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    report = Report(asked.lang)
    try:
        kept = kept_in(asked.checkpoint) if asked.checkpoint else []
        pack = Pack(asked.pack)
    except Broken as broken:
        report.fails(*broken.args)
        return 2
    with closing(pack):
        examine(pack, report, asked.key, asked.tell, kept)
    return conclude(report, asked.key is not None)


if __name__ == "__main__":
    sys.exit(main())
