"""Fetches the web libraries that the board serves (exact versions, web/package-lock.json) and puts the files of web/assets.json where they are served from.

python tools/build_assets.py            # quick when every file is there already with the right hash
python tools/build_assets.py --check    # only says whether it is so
python tools/build_assets.py --optional # without npm, or without a way to the registry, says so and goes on: the board then works without script

Standard library and `npm ci` only. No script of a package is run, and a file whose sha256 is not the one in web/assets.json stops the build.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"


def missing(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows whose file is not in place, or has other bytes."""
    return [row for row in rows if digest(ROOT / row["to"]) != row["sha256"]]


def digest(path: Path) -> str:
    """The sha256 of a file, empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def fetch() -> str:
    """Runs npm in web/; returns what went wrong, if anything."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is needed to fetch the web libraries of the board: install Node.js 18 or newer, then run this again"
    done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WEB, capture_output=True, text=True, check=False)
    return f"npm ci failed in {WEB.name}/: {(done.stderr or done.stdout).strip()}" if done.returncode else ""


def place(row: dict[str, str]) -> None:
    """Copies one file after a look at its bytes."""
    source, target = WEB / "node_modules" / row["from"], ROOT / row["to"]
    found = digest(source)
    if found != row["sha256"]:
        sys.exit(f"{row['from']} has the sha256 {found or '(no such file)'}, expected {row['sha256']}: if its version was raised on purpose, put the new hash into web/assets.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> None:
    """The whole step."""
    rows = json.loads((WEB / "assets.json").read_text(encoding="utf-8"))
    wanted = missing(rows)
    if "--check" in sys.argv[1:]:
        sys.exit(f"not in place: {', '.join(row['to'] for row in wanted)}" if wanted else 0)
    if not wanted:
        return
    if any(digest(WEB / "node_modules" / row["from"]) != row["sha256"] for row in wanted) and (fault := fetch()):
        if "--optional" not in sys.argv[1:]:
            sys.exit(fault)
        print(f"{fault}\nThe board works without them, without script.", file=sys.stderr)
        return
    for row in wanted:
        place(row)
    print(f"{len(wanted)} web files put in place")


if __name__ == "__main__":
    main()
