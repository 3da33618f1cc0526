"""Writes docs/settings.md from the settings themselves: python tools/make_docs.py."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from sayso.settings import Settings

HEAD = """# Settings

Made from `src/sayso/settings.py` by `tools/make_docs.py`. Each is a variable of the environment; `--ledger`, `--model` and `--workers` on the command line and the
keyword arguments of `sayso.open` win over it.

| variable | default | what it sets |
| --- | --- | --- |
"""


def main() -> None:
    """Writes the page."""
    rows = [f"| `SAYSO_{entry.name.upper()}` | {entry.default!r} | {entry.metadata['help']} |\n" for entry in fields(Settings)]
    (Path(__file__).parent.parent / "docs" / "settings.md").write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
