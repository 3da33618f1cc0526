"""A process of its own for taking feeds, mails and PDFs apart: one that hangs, crashes or eats memory costs its own refusal and nothing else.

It starts on first use, answers one request after the other, and ends itself when its time is over or this process is gone.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sayso.model.document import RawItem
from sayso.model.errors import ItemError
from sayso.model.identity import sha256_of
from sayso.model.refusal import Refusal
from sayso.sources.limits import ReadLimits, refuse, too_large

GRACE = 2.0  # seconds that the child has to end itself before it is killed
START = 60.0  # seconds for starting Python on a very busy machine


class Child:
    """The process and the talk with it: requests and answers are JSON after four bytes of length, the file follows its request."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def take_apart(self, kind: str, data: bytes) -> list[dict[str, Any]]:
        """The parts of a file, each with ``text`` and ``facts`` or with ``code`` and ``detail``; raises ItemError where there are none."""
        process = self._started()
        request = json.dumps({"kind": kind, "size": len(data), "seconds": self._limits.seconds, "items": self._limits.items}).encode()
        try:
            assert process.stdin is not None  # a pipe, see _started
            process.stdin.write(len(request).to_bytes(4, "big") + request + data)
            process.stdin.flush()
            answer = json.loads(self._answer(process, self._limits.seconds + GRACE))
        except (BrokenPipeError, EOFError, TimeoutError) as fault:
            raise self._ended(isinstance(fault, TimeoutError)) from fault
        if "code" in answer:
            raise ItemError(answer["code"], answer["detail"])
        parts: list[dict[str, Any]] = answer["parts"]
        return parts

    def close(self) -> None:
        """Stops the process; safe to call twice."""
        if self._process is not None:
            self._end()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-m", "sayso.sources.child_worker", str(self._limits.memory)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self._end = weakref.finalize(self, _stop, self._process)
            self._answer(self._process, START)
        return self._process

    def _ended(self, slow: bool) -> ItemError:
        """Why the process gave no answer."""
        process = self._process
        assert process is not None  # it was asked
        if not slow:
            process.wait(GRACE)
        late = slow or process.returncode == -signal.SIGALRM
        self.close()
        if late:
            return ItemError("too-slow", f"it could not be taken apart within {self._limits.seconds:g} seconds")
        return ItemError("crashed", "it broke its reader (memory limit or damaged data)")

    @staticmethod
    def _answer(process: subprocess.Popen[bytes], seconds: float) -> bytes:
        assert process.stdout is not None  # a pipe, see _started
        descriptor, deadline = process.stdout.fileno(), time.monotonic() + seconds

        def exactly(count: int) -> bytes:
            parts: list[bytes] = []
            while count:
                ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
                if not ready:
                    raise TimeoutError
                part = os.read(descriptor, min(count, 1 << 16))
                if not part:
                    raise EOFError
                parts.append(part)
                count -= len(part)
            return b"".join(parts)

        return exactly(int.from_bytes(exactly(4), "big"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except BrokenPipeError:
            continue  # what it had not taken yet is lost with it
    process.wait()


@cache
def shared(limits: ReadLimits) -> Child:
    """One process for all readers with the same limits."""
    return Child(limits)


def items(kind: str, path: Path, location: str, limits: ReadLimits) -> Iterator[RawItem | Refusal]:
    """The reports in a file of this kind; anything that cannot be taken apart is a refusal."""
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        yield too_large(len(data), limits.file_bytes, location)
        return
    if not data.strip():
        yield refuse("empty", "there is nothing in it", location)
        return
    yield from parts_of(kind, data, location, limits)


def parts_of(kind: str, data: bytes, location: str, limits: ReadLimits) -> Iterator[RawItem | Refusal]:
    """The reports in bytes of this kind, each with the facts that it states of itself and the sha256 of the bytes."""
    try:
        parts = shared(limits).take_apart(kind, data)
    except ItemError as fault:
        yield refuse(fault.code, fault.detail, location)
        return
    raw = sha256_of(data)
    for part in parts:
        place = f"{location}, {part['place']}" if part.get("place") else location
        if "code" in part:
            yield refuse(part["code"], part["detail"], place)
        else:
            yield RawItem(location=place, media_type="text/plain", data=part["text"].encode("utf-8", "replace"), declared=part.get("facts", {}), raw_sha256=raw)
