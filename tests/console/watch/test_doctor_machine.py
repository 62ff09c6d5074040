"""The doctor on the machine: Python, packages, zones, press, and the data folder."""

import shutil
import sys
import zoneinfo
from pathlib import Path

import pytest

from console.doctor import environment
from console.doctor.environment import packages, printing, python, zones
from console.doctor.folder import folder, local_disk, readable_by_others, space
from console.doctor.installation import installed
from console.printing.coverage import FONT_FOLDER
from tests.console.watch.sickbed import said, states


def test_a_python_that_is_too_old_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert states(data, python) == ["ok"]
    monkeypatch.setattr(environment, "OLDEST", (9, 1))
    ((state, words),) = said(data, python)
    assert state == "wrong"
    assert "too old" in words


def test_a_package_that_is_missing_or_of_another_version_is_named(data: Path) -> None:
    assert states(data, packages) == ["ok"]
    there = installed()
    without = {name: version for name, version in there.items() if name != "streamlit"}
    ((state, words),) = said(data, packages, packages=lambda: without)
    assert (state, "streamlit" in words) == ("wrong", True)
    ((state, words),) = said(data, packages, packages=lambda: there | {"babel": "0.1"})
    assert (state, "babel 0.1" in words) == ("warning", True)


def test_an_edition_that_was_installed_without_its_lock_has_nothing_to_compare(
    data: Path, tmp_path: Path
) -> None:
    assert states(data, packages, root=tmp_path) == []


def test_a_zone_without_data_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(data, zones) == [("ok", "Time zones: Asia/Shanghai")]
    for name in {"tzdata", *(one for one in sys.modules if one.startswith("tzdata."))}:
        monkeypatch.setitem(sys.modules, name, None)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    try:
        ((state, words),) = said(data, zones)
    finally:
        zoneinfo.reset_tzpath(before)
    assert (state, "Asia/Shanghai" in words) == ("wrong", True)


def test_a_print_font_that_is_missing_or_empty_is_noticed(data: Path, tmp_path: Path) -> None:
    assert states(data, printing) == ["ok"]
    fonts = Path(shutil.copytree(FONT_FOLDER, tmp_path / "fonts"))
    title = fonts / "StewardTitle-Bold.otf"
    title.write_bytes(b"")
    assert states(data, printing, fonts=fonts) == ["wrong"]
    title.unlink()
    ((state, words),) = said(data, printing, fonts=fonts)
    assert (state, words[:7]) == ("wrong", "2 of th")


def test_a_data_folder_that_is_not_there_or_cannot_be_written_to_is_named(data: Path, tmp_path: Path) -> None:
    assert states(data, folder) == ["ok"]
    assert states(tmp_path / "nowhere", folder) == ["wrong"]
    unwritable = Path("/proc/self")
    if unwritable.exists():
        ((state, words),) = said(unwritable, folder)
        assert (state, "cannot be written to" in words) == ("wrong", True)


def test_room_is_asked_for_before_it_is_gone(data: Path) -> None:
    held = sum(one.stat().st_size for one in data.iterdir())
    big = 300 * 1024 * 1024
    with (data / "large").open("wb") as file:
        file.truncate(big)
    held += big
    assert states(data, space, free=lambda _: 2 * held) == ["ok"]
    assert states(data, space, free=lambda _: 2 * held - 1) == ["warning"]
    assert states(data, space, free=lambda _: 200 * 1024 * 1024 - 1) == ["wrong"]


def test_a_network_disk_is_told_from_one_of_this_machine(data: Path, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {data.parent} nfs4 rw 0 0\n")
    ((state, words),) = said(data, local_disk, mounts=mounts)
    assert (state, "nfs4" in words) == ("wrong", True)
    mounts.write_text(
        f"server:/x / nfs4 rw 0 0\n/dev/a {data.parent} ext4 rw 0 0\nserver:/y {data}x nfs rw 0 0\n"
    )
    ((state, words),) = said(data, local_disk, mounts=mounts)
    assert (state, "ext4" in words) == ("ok", True)
    assert states(data, local_disk, mounts=tmp_path / "none") == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told in another way there")
def test_data_that_others_can_read_are_noticed(data: Path) -> None:
    for one in data.glob("*.sqlite"):
        one.chmod(0o600)
    data.chmod(0o755)
    assert states(data, readable_by_others) == ["ok"]
    (data / "log.sqlite").chmod(0o644)
    ((state, words),) = said(data, readable_by_others)
    assert (state, "log.sqlite" in words, "models" in words) == ("warning", True, False)
    data.chmod(0o700)
    assert states(data, readable_by_others) == ["ok"]
