"""Fails on a link in the documentation that leads nowhere, and on a room without a page: python tools/check_docs.py."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def dead_links() -> list[str]:
    """Each link to a file of this repository that is not there."""
    found = []
    for page in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]):
        targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
        found.extend(f"{page.relative_to(ROOT)}: {target} is not there" for target in targets if not (page.parent / target).exists())
    return found


def rooms_without_page() -> list[str]:
    """Each package of the house that docs/rooms does not explain."""
    rooms = [folder.name for folder in (ROOT / "src" / "sayso").iterdir() if (folder / "__init__.py").exists()]
    return [f"docs/rooms/{room}.md is missing" for room in sorted(rooms) if not (ROOT / "docs" / "rooms" / f"{room}.md").exists()]


if __name__ == "__main__":
    faults = dead_links() + rooms_without_page()
    print("\n".join(faults) or "links and rooms: all there")
    sys.exit(bool(faults))
