"""The command line as a user meets it: a real process, a real folder, what it prints and how it ends."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sayso import registry
from sayso.model.claim import SpeechAct
from tests.conftest import EXAMPLES, ROOT, Run

REPORT = "The navy said on Monday that two ferries had collided. Russia denied the report.\n"


def test_read_then_ask(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    done = run("read", "report.txt", "--published", "2025-03-04", "--outlet", "The Example", "--title", "Two ferries")
    assert (done.returncode, done.stdout) == (0, "1 documents: 1 new, 0 already known, 0 refused; 2 new claims\n")
    listed = run("claims")
    assert listed.stdout.startswith("The Example, 2025-03-04, “Two ferries”")
    assert "two ferries had collided" in listed.stdout
    assert listed.stdout.endswith("2 claims\n")
    denied = json.loads(run("claims", "--act", "deny", "--json").stdout)
    assert [(claim["chain"][-1]["country"], claim["content"][0]["words"]) for claim in denied] == [("RU", "the report")]


def test_the_same_text_again_adds_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    run("read", "report.txt")
    again = run("read", "report.txt")
    assert again.stdout == "1 documents: 0 new, 1 already known, 0 refused; 0 new claims\nNothing new: the ledger has read these texts before.\n"
    assert again.returncode == 0


def test_a_changed_text_under_the_same_address_is_a_new_version(run: Run) -> None:
    url = ("--url", "https://example.org/1")
    run("read", "-", *url, stdin=REPORT.encode())
    second = run("read", "-", *url, stdin=REPORT.replace("two", "three").encode())
    assert "1 new versions of known reports" in second.stdout
    rows = json.loads(run("documents", "--json").stdout)
    assert [(row["version"], row["latest"]) for row in rows] == [(1, False), (2, True)]
    current = json.loads(run("claims", "ferries", "--json").stdout)
    assert [claim["content"][0]["words"] for claim in current] == ["three ferries had collided"]
    assert len(json.loads(run("claims", "ferries", "--all-versions", "--json").stdout)) == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--source", "austin"), {"confirm", "conditional"}),
        (("--country", "xx"), set()),
        (("--until", "2020-01-01"), set()),
        (("cargo",), set()),
    ],
)
def test_filters(run: Run, arguments: tuple[str, ...], expected: set[str]) -> None:
    text = "Defense Secretary Lloyd Austin confirmed the movement, saying it would be serious if troops deploy.\nSeoul said troops were moving.\n"
    run("read", "-", "--published", "2024-10-23", stdin=text.encode())
    assert {claim["act"]["value"] for claim in json.loads(run("claims", *arguments, "--json").stdout)} == expected


def test_show_marks_source_cue_and_content_and_names_every_rule(run: Run) -> None:
    run("read", "-", stdin=REPORT.encode())
    claim = json.loads(run("claims", "--json").stdout)[0]["id"]
    shown = run("show", claim).stdout
    assert "[source: The navy] [cue: said] on Monday that [content: two ferries had collided]." in shown
    for cell in ("outlet", "source", "cue", "form", "act", "certainty", "estimate", "polarity", "condition", "said at"):
        assert f"\n{cell} " in shown
    assert run("show", claim[2:8]).stdout == shown


def test_verify_and_model(run: Run) -> None:
    run("read", "-", stdin=REPORT.encode())
    assert run("verify").stdout.startswith("All well: 1 documents")
    model = run("model").stdout
    assert "sha256" in model
    assert "These are the weights Sayso was measured with." in model


@pytest.mark.parametrize("task", ["attribution", "stories"])
def test_eval_writes_predictions_with_offsets_into_the_text_as_given(run: Run, tmp_path: Path, task: str) -> None:
    text = "It rained.\r\nThe\u00a0navy said on Monday that two ferries had collided."
    row = {"doc_id": "x1", "text": text, "attributions": "ignored"}
    (tmp_path / "data.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("eval", task, "data.jsonl", "-o", "pred.jsonl").returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "pred.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[0]["doc_id"] == "x1"
    if task == "attribution":
        (found,) = rows[0]["attributions"]
        assert [text[start:end] for start, end in found["source"] + found["cue"]] == ["The\u00a0navy", "said"]
        assert text[slice(*found["content"][-1])].endswith("two ferries had collided")


def test_export_is_one_line_for_every_row(run: Run) -> None:
    run("read", "-", stdin=REPORT.encode())
    kinds = [json.loads(line)["kind"] for line in run("export", "jsonl").stdout.splitlines()]
    assert kinds == ["document", "claim", "claim"]


USER_FAULTS = [
    (("read", "nothing-here.txt"), "nothing-here.txt: no such file or folder"),
    (("read", "report.txt", "--archive", "here", "--no-archive"), "leave out --archive"),
    (("read", "report.txt", "--published", "yesterday"), "published must be a day such as 2024-10-23, not 'yesterday'"),
    (("read", "report.txt", "--model", "no-such-model"), "no language model at no-such-model"),
    (("read", "report.txt", "--ledger", "no/such/folder/x.db"), "there is no folder"),
    (("read", "report.txt", "--ledger", "postgresql://x/y"), "ledgers are SQLite files so far"),
    (("claims",), "there is no ledger at sayso.db; make one with: sayso read FILE"),
    (("export", "papyrus"), "unknown name 'papyrus' among exports; known are: jsonl"),
    (("eval", "poetry", "report.txt"), "unknown name 'poetry' among tasks"),
    (("eval", "stories", "nothing.jsonl"), "nothing.jsonl: no such file"),
]


@pytest.mark.parametrize(("arguments", "message"), USER_FAULTS, ids=[" ".join(arguments) for arguments, _ in USER_FAULTS])
def test_a_mistake_is_named_with_its_fix(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    if arguments[0] == "export":
        run("read", "report.txt")
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_values_of_filters(run: Run) -> None:
    run("read", "-", stdin=REPORT.encode())
    for arguments, message in ((("--act", "sing"), "known are: " + ", ".join(SpeechAct)), (("--since", "May"), "since must be a day"), (("show-nothing",), None)):
        done = run("claims", *arguments)
        assert (done.returncode == 2) == (message is not None)
        assert (message or "") in done.stderr
    missing = run("show", "c-0000000000000000")
    assert (missing.returncode, "the ledger holds no claim" in missing.stderr) == (2, True)


def test_a_reader_that_goes_away_is_no_fault(run: Run, tmp_path: Path) -> None:
    run("read", EXAMPLES / "V.jsonl")
    command = f"{sys.executable} -m sayso claims | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"fault" not in done.stderr


def test_asking_the_ledger_loads_no_language_library(run: Run, tmp_path: Path) -> None:
    run("read", "-", stdin=REPORT.encode())
    code = (
        "import sys, runpy\nsys.argv = ['sayso', *sys.argv[1:]]\n"
        "try: runpy.run_module('sayso', run_name='__main__')\n"
        "finally: assert not {'spacy', 'numpy', 'trafilatura'} & set(sys.modules)"
    )
    for arguments in (["claims"], ["documents", "--refused"], ["verify"], ["export"], ["--help"]):
        done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, env=os.environ, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_a_locked_ledger_is_said_to_be_locked(run: Run, tmp_path: Path) -> None:
    run("read", "-", stdin=REPORT.encode())
    other = sqlite3.connect(tmp_path / "sayso.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = run("read", "-", stdin=b"Another report: the navy said nothing was lost.")
    other.close()
    assert done.returncode == 3
    assert "is locked by another process; wait until it has finished" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"This is a shopping list, not a database.", "is not a Sayso ledger"),
        (b"SQLite format 3\x00" + bytes(range(256)) * 40, "is damaged"),
    ],
)
def test_a_file_that_is_no_ledger(run: Run, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "sayso.db").write_bytes(content)
    for arguments in (("claims",), ("verify",), ("read", "-")):
        done = run(*arguments, stdin=REPORT.encode())
        assert (done.returncode, message in done.stderr) == (3, True), done.stderr
    assert (tmp_path / "sayso.db").read_bytes() == content


def test_a_database_of_something_else(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "sayso.db") as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    done = run("read", "-", stdin=REPORT.encode())
    assert (done.returncode, "but not a Sayso ledger" in done.stderr) == (3, True)


def test_a_ledger_of_a_newer_program(run: Run, tmp_path: Path) -> None:
    run("read", "-", stdin=REPORT.encode())
    with sqlite3.connect(tmp_path / "sayso.db") as ledger:
        ledger.execute("UPDATE alembic_version SET version_num = '9000'")
    for arguments in (("claims",), ("read", "-"), ("verify",)):
        done = run(*arguments, stdin=REPORT.encode())
        assert (done.returncode, "install the newer Sayso" in done.stderr) == (3, True)


def test_a_read_only_ledger_can_be_asked_but_not_written(tmp_path: Path) -> None:
    ledger = tmp_path / "kept" / "sayso.db"
    ledger.parent.mkdir()
    # Root may write anything, so the program runs without root's privileges where the tests run as root.
    prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []

    def call(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [*prefix, sys.executable, "-m", "sayso", *arguments, "--ledger", str(ledger)]
        return subprocess.run(command, cwd=ROOT, input=REPORT.encode(), capture_output=True, check=False)

    call("read", "-")
    ledger.chmod(0o444)
    ledger.parent.chmod(0o555)
    asked, written = call("claims"), call("read", "-")
    ledger.parent.chmod(0o755)
    assert asked.returncode == 0, asked.stderr
    assert b"two ferries had collided" in asked.stdout
    assert (written.returncode, b"is read-only" in written.stderr) == (3, True), written.stderr


def test_every_registered_name_loads_and_is_described_in_the_docs() -> None:
    manual = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    for kind in registry.BUILT_IN:
        for name in registry.names(kind):
            assert registry.load(kind, name)
            assert f"`{name}`" in manual, f"{kind} {name} is not described in docs/"
