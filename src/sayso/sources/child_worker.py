"""The child process of ``child``: takes files from standard input, answers with their parts on standard output."""

from __future__ import annotations

import json
import logging
import resource
import signal
import sys
import warnings
from importlib import import_module
from typing import Any, BinaryIO

from sayso.model.errors import ItemError

# What takes each kind apart: a function of the bytes and the most parts allowed. Loaded when first asked for.
KINDS = {
    "feed": "sayso.sources.feed_entries:entries",
    "list": "sayso.sources.feed_lists:feeds",
    "mail": "sayso.sources.mail_text:message",
    "pdf": "sayso.sources.pdf_text:report",
}


def main() -> None:
    """Answers requests until standard input ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _send(sink, {"ready": True})
    while header := source.read(4):
        request = json.loads(source.read(int.from_bytes(header, "big")))
        data = source.read(request["size"])
        signal.setitimer(signal.ITIMER_REAL, request["seconds"])  # the default action of its signal ends the process
        answer = _answer(request, data)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(sink, answer)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    module, _, name = KINDS[request["kind"]].partition(":")
    try:
        return {"parts": getattr(import_module(module), name)(data, request["items"])}
    except ItemError as fault:
        return {"code": fault.code, "detail": fault.detail}
    except MemoryError:
        return {"code": "too-much-memory", "detail": "taking it apart needs more memory than is allowed; split it"}
    except RecursionError:
        return {"code": "too-deep", "detail": "its parts are nested too deeply"}
    except Exception as fault:  # noqa: BLE001 - libraries raise anything at damaged bytes, and this process exists to bear that
        return {"code": "damaged", "detail": f"it is damaged and cannot be taken apart ({type(fault).__name__})"}


def _send(sink: BinaryIO, value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()
    sink.write(len(body).to_bytes(4, "big") + body)
    sink.flush()


if __name__ == "__main__":
    main()
