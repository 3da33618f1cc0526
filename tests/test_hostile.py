"""Hostile and broken inputs end in refusals or in clean items, within time and memory, with the process alive."""

from __future__ import annotations

import io
import os
import resource
import time
import unicodedata
from pathlib import Path

import pytest

from sayso.documents.build import DocumentBuilder, Limits
from sayso.model.document import RawItem
from sayso.model.errors import ItemError, UserError
from sayso.model.refusal import Refusal
from sayso.sources.detect import SourceReader
from sayso.sources.limits import ReadLimits
from tests.hostile import Hostile, cases
from tests.test_readers import readers

CASES = cases()
LIMITS = ReadLimits(seconds=2.0, memory=600_000_000)
SECONDS = 3.0  # of this process's own work for one input; on a quiet machine none takes 2
PATIENCE = 60.0  # seconds on the wall, waiting for other processes among them, on a machine as busy as may be
MEMORY = 500_000  # kilobytes that this process may grow by for all of them together
READER = SourceReader(readers(LIMITS), io.BytesIO(), LIMITS)
BUILDER = DocumentBuilder(Limits(characters=2_000_000, html_seconds=1.0))


def ends(path: Path) -> list[Refusal | RawItem]:
    """What reading and building give; an item that cannot be built is a refusal, as in a run."""
    found: list[Refusal | RawItem] = []
    for file, location in READER.files([str(path)]):
        found += [item if isinstance(item, Refusal) else built(item) for item in READER.items(file, location)]
    return found


def built(item: RawItem) -> Refusal | RawItem:
    try:
        document, _ = BUILDER.build(item)
    except ItemError as fault:
        return Refusal(stage="documents", code=fault.code, detail=fault.detail, location=item.location)
    assert document.text.strip()
    return item


@pytest.fixture(scope="module", autouse=True)
def before() -> int:
    """Kilobytes that this process took at most before the first of them, whatever other tests ran in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case.name[:60]))
def test_it_ends_in_refusals_or_clean_items(case: Hostile, tmp_path: Path) -> None:
    name = os.fsencode(case.name).decode("utf-8", "surrogateescape")
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    case.build(path)
    worked, started = time.process_time(), time.monotonic()
    found = ends(path.parent if path.parent != tmp_path else path)
    assert time.process_time() - worked < SECONDS
    assert time.monotonic() - started < PATIENCE
    codes = {item.code for item in found if isinstance(item, Refusal)}
    assert found or case.name == "header-only.csv"
    assert not case.code or case.code in codes, f"wanted {case.code}, got {[item for item in found if isinstance(item, Refusal)][:3]}"
    for item in found:
        item.location.encode("utf-8")
        assert clean(item.location)
        if isinstance(item, Refusal):
            assert item.detail[:1] != ""
            assert len(item.detail) < 1000
            assert "Traceback" not in item.detail
        else:
            assert all(clean(value) for value in item.declared.values())
            assert "hunter2" not in str(item.declared)
            assert item.declared.get("url", "http").startswith("http")
            assert b"root:" not in item.data
            assert b"hahahaha" not in item.data


def clean(text: str) -> bool:
    return not any(unicodedata.category(mark) in {"Cc", "Cf", "Cs"} for mark in text)


def test_the_process_stays_small(before: int) -> None:
    """Runs after the others: none of them may have made this process large."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + MEMORY


@pytest.mark.parametrize("name", ["nowhere", "a\0b", "*.nothing", "x" * 5000, "[", "~/../nothing"])
def test_a_name_that_is_none_is_said_before_anything_is_read(name: str) -> None:
    with pytest.raises(UserError, match=r"no such file|no name of a file|no file fits"):
        READER.files([name])
