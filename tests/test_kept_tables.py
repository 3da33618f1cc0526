"""Tables kept as parsed before: the same values as from the file, and never those of another file or of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.model.errors import RunAbort
from sayso.vocabulary import compiled, loader
from sayso.vocabulary.events import EventType, ObjectClasses
from sayso.vocabulary.loader import CueTable, NameTable, read_table
from sayso.vocabulary.quantities import QuantityTable
from sayso.vocabulary.times import TimeWords

TABLES = [
    ("cues.yaml", CueTable),
    ("names.yaml", NameTable),
    ("time_words.yaml", TimeWords),
    ("quantity_words.yaml", QuantityTable),
    ("object_classes.yaml", ObjectClasses),
    ("event_types/ASSAULT.yaml", EventType),
]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path))
    return tmp_path / "tables"


@pytest.mark.parametrize(("name", "kind"), TABLES)
def test_a_kept_table_has_the_values_of_its_file(cache: Path, name: str, kind: type) -> None:
    from_file = read_table(name, kind)
    assert [path.name for path in cache.iterdir()] == [f"{name.replace('/', '.')}.msgpack"]
    assert read_table(name, kind) == from_file


@pytest.mark.parametrize(
    "broken",
    [b"", b"sayso table 1\n", lambda data: data[:-1], lambda data: data[:-1] + b"\x00", lambda data: b"sayso table 0\n" + data[14:], lambda data: data[:20] + b"\x00" + data[21:]],
    ids=["empty", "head alone", "cut short", "last byte changed", "other format", "made from another file"],
)
def test_a_broken_or_foreign_kept_table_is_not_read(cache: Path, broken: object) -> None:
    from_file = read_table("object_classes.yaml", ObjectClasses)
    path = next(cache.iterdir())
    good = path.read_bytes()
    path.write_bytes(broken(good) if callable(broken) else broken)
    assert read_table("object_classes.yaml", ObjectClasses) == from_file
    assert path.read_bytes() == good


def test_a_table_of_other_bytes_is_another_table() -> None:
    compiled.keep("words.yaml", b"words: [tank]", {"words": ["tank"]})
    assert compiled.kept("words.yaml", b"words: [tank]") is not None
    assert compiled.kept("words.yaml", b"words: [ship]") is None


def test_a_fault_in_a_table_that_is_kept_is_told_as_one_of_the_file() -> None:
    read_table("names.yaml", NameTable)
    with pytest.raises(RunAbort, match=r"^vocabulary/names\.yaml: Object contains unknown field `honorifics`"):
        read_table("names.yaml", CueTable)


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "file"))
    assert "tank" in read_table("object_classes.yaml", ObjectClasses).classes["arms"]
    assert loader.cues.__wrapped__().figures
