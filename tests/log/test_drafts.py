"""Copies under way: what a killed maker leaves is swept by the next, and nobody sweeps what is still being made."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from domain.log import draft, sweep

MAKE = """
import sys
from pathlib import Path
from domain.log import draft
with draft(sys.argv[1], Path(sys.argv[2])) as folder:
    (folder / "log.sqlite").write_text("everything")
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def maker(kind: str, beside: Path) -> Iterator[tuple[Popen[str], Path]]:
    """A process that is making a copy, with the folder it makes it in."""
    with Popen(
        [sys.executable, "-c", MAKE, kind, str(beside)], stdin=PIPE, stdout=PIPE, text=True
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        try:
            yield process, folder
        finally:
            process.kill()


@pytest.mark.parametrize("kind", [".backup-", ".restore-", "steward-backup-", "steward-restore-"])
def test_what_a_killed_maker_left_is_swept_and_what_a_living_one_makes_is_not(
    tmp_path: Path, kind: str
) -> None:
    bystander = tmp_path / "backup.zip"
    bystander.write_text("a finished copy")
    with maker(kind, tmp_path) as (dying, left), maker(kind, tmp_path) as (living, made):
        dying.kill()
        dying.wait()
        assert (left / "log.sqlite").exists()
        assert sweep(tmp_path) == 1
        assert not left.exists()
        assert (made / "log.sqlite").read_text() == "everything"
        assert sweep(tmp_path) == 0
        living.communicate("")
        assert living.returncode == 0
    assert [one.name for one in tmp_path.iterdir()] == [bystander.name]


def test_the_next_maker_sweeps_first(tmp_path: Path) -> None:
    with maker(".backup-", tmp_path) as (dying, left):
        dying.kill()
        dying.wait()
        with draft(".backup-", tmp_path) as folder:
            assert not left.exists()
            assert folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_whose_maker_cannot_be_known_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".backup-abcdef").mkdir()
    assert sweep(tmp_path) == 0
    assert (tmp_path / ".backup-abcdef").is_dir()
    assert sweep(tmp_path / "nowhere") == 0
