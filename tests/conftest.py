"""What the tests share: the language model loaded once, and the program run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sayso
from sayso.compose import make_pipeline
from sayso.documents.build import DocumentBuilder, Limits
from sayso.model.document import RawItem
from sayso.model.reading import Reading
from sayso.pipeline import Pipeline
from sayso.settings import Settings

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """By rules alone: what a test says of a phenomenon must hold without the network."""
    return make_pipeline(Settings(extractor="rules"))


@pytest.fixture(scope="session")
def read_text(pipeline: Pipeline) -> Callable[..., Reading]:
    """What is read from a text, without a ledger."""
    builder = DocumentBuilder(Limits(characters=1_000_000, html_seconds=20))

    def read(text: str, **declared: str) -> Reading:
        document, _ = builder.build(RawItem(location="a test", media_type="text/plain", data=text.encode(), declared=declared))
        return next(pipeline.read([document]))

    return read


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``sayso`` in an empty folder, as a user does."""

    def call(*arguments: str | Path, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sayso", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, input=stdin, capture_output=True, env={**os.environ, **environment}, check=False)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture(scope="session")
def story_ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sayso.Ledger]:
    """A ledger with story V in it; tests only ask it."""
    ledger = sayso.open(tmp_path_factory.mktemp("story") / "v.db")
    ledger.read(EXAMPLES / "V.jsonl")
    yield ledger
    assert ledger.verify().faults == ()
