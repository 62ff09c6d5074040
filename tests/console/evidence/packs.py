"""Packs as a test makes them, takes them apart, forges them, and reads them."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from console.evidence import verify
from console.evidence.asked import Asked
from console.evidence.members import Members
from console.evidence.packing import write_pack
from console.evidence.source import source_of
from console.wiring import House


class Packer:
    """Makes packs of one house."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self._folder = house, folder

    def made(self, asked: Asked, name: str = "pack.zip") -> Path:
        with source_of(self.house) as source:
            write_pack(self.house, asked, self._folder / name, source)
        return self._folder / name


class Unpacked:
    """A pack in a folder, which a forger works on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / name).read_text(encoding="utf-8").splitlines()]

    def rewrite(self, name: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
        """Change the lines of a file and make the manifest say that it was always so."""
        lines = self.lines(name)
        change(lines)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (self.folder / name).write_text(text, encoding="utf-8")
        self.agree()

    def replace(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)
        self.agree()

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    def agree(self, **said: object) -> None:
        """Let manifest and note agree with the files again; nobody signs that, and it says so."""
        manifest: dict[str, Any] = {**self.manifest, "signed": False, **said}
        for name in manifest["files"]:
            data = (self.folder / name).read_bytes()
            manifest["files"][name] = {"sha256": sha256(data).hexdigest(), "size": len(data)}
        data = json.dumps(manifest, ensure_ascii=False).encode()
        (self.folder / "manifest.json").write_bytes(data)
        note = f"{manifest['origin']}/pack\n{sha256(data).hexdigest()}\n\n"
        (self.folder / "manifest.note").write_text(note)

    def zipped(self, target: Path) -> Path:
        members = Members(self.folder)
        for file in sorted(self.folder.rglob("*")):
            if file.is_file():
                members.add(file.relative_to(self.folder).as_posix(), file.read_bytes())
        members.zipped(target)
        return target


class Reader:
    """Reads packs in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, pack: Path, *options: str) -> tuple[int, str]:
        code = verify.main([str(pack), "--lang", "en", *options])
        return code, self._capsys.readouterr().out

    def findings(self, pack: Path, *options: str) -> list[str]:
        """What does not hold, line by line; none where the pack is accepted."""
        code, said = self(pack, *options)
        found = [line.removeprefix("[NO] ") for line in said.splitlines() if line.startswith("[NO]")]
        assert bool(found) == (code != 0), said
        return found


def encoded(data: bytes) -> str:
    return b64encode(data).decode()
