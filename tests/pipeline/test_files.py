"""A file that several processes write: whole or old, never half, never lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.files import locked, replace


def test_a_new_file_has_the_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace(path, b"one", 0o600)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one", 0o600)
    path.chmod(0o640)
    replace(path, b"two", 0o600)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_changes_under_the_lock_come_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "count"
    replace(path, b"0", 0o600)

    def add(_: int) -> None:
        with locked(path):
            replace(path, str(int(path.read_bytes()) + 1).encode(), 0o600)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(100)))
    assert path.read_bytes() == b"100"
