"""The article in a web page, taken by trafilatura in a process of its own: a page that hangs or eats memory costs its own refusal and nothing else."""

from __future__ import annotations

import atexit
import json
import os
import select
import struct
import subprocess
import sys
from dataclasses import dataclass

from sayso.documents.days import next_day, today
from sayso.model.errors import ItemError

HEADER = struct.Struct(">I")
FAULTS = {
    "no-article": "no article text found in the page",
    "stub": "only the beginning of the report is in the page, the rest is for subscribers; save the page while logged in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What was found in a page; each metadata field with its confidence (0 to 1) and origin."""

    text: str
    facts: dict[str, tuple[str, float, str]]


class ArticleWorker:
    """A child process that turns pages into articles, started on first use and again after it had to be stopped."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def extract(self, html: str, url: str | None, latest: str | None = None) -> Article:
        """The article; raises ItemError where there is none or the time limit is passed.

        ``latest`` is the last day (ISO 8601) on which it can have been published: the day it was fetched, else today.
        """
        process = self._start()
        assert process.stdin is not None  # a pipe, see _start
        assert process.stdout is not None
        body = json.dumps({"html": html, "url": url, "latest": latest or next_day(today())}).encode()
        try:
            process.stdin.write(HEADER.pack(len(body)) + body)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], self.seconds)
            answer = json.loads(_read(process.stdout.fileno())) if ready else None
        except (BrokenPipeError, EOFError) as fault:
            self.close()
            raise ItemError("crashed", "the page broke the HTML reader (memory limit or malformed markup)") from fault
        if answer is None:
            self.close()
            raise ItemError("too-slow", f"no article found in it within {self.seconds:g} seconds")
        if answer["text"] is None:
            raise ItemError(answer["fault"], FAULTS[answer["fault"]])
        return Article(text=answer["text"], facts={key: tuple(value) for key, value in answer["facts"].items()})

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "sayso.documents.article_worker"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            _read(self._process.stdout.fileno() if self._process.stdout else -1)  # waits for the imports, outside the time limit
        return self._process

    def close(self) -> None:
        """Stops the child; safe to call twice."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _read(descriptor: int) -> bytes:
    def exactly(count: int) -> bytes:
        parts: list[bytes] = []
        while count:
            part = os.read(descriptor, min(count, 1 << 16))
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    return exactly(HEADER.unpack(exactly(HEADER.size))[0])
