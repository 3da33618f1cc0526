"""The child process of ``article``: reads pages from standard input, answers with articles on standard output."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from sayso.documents.page import read_page

MEMORY = 2 << 30  # bytes of address space; a page that needs more is refused


def main() -> None:
    """Answers requests until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _send(sink, {"ready": True})
    while header := source.read(4):
        request = json.loads(source.read(int.from_bytes(header, "big")))
        found = read_page(request["html"], request["url"], request["latest"])
        _send(sink, {"text": found.text, "fault": found.fault, "facts": found.facts})


def _send(sink: Any, value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()
    sink.write(len(body).to_bytes(4, "big") + body)
    sink.flush()


if __name__ == "__main__":
    main()
