"""Counts tokens that did not fit, by address, in memory: who tries many is made to wait."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

MOST = 10  # wrong tokens from one address within ``WINDOW`` before it must wait
WINDOW = 300.0  # seconds
KEPT = 4_096  # addresses remembered; the one that failed longest ago is forgotten first


class Failures:
    """Wrong tokens of late; safe to use from several threads."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = Lock()

    def add(self, address: str, now: float) -> None:
        """Counts one."""
        with self._lock:
            recent = [then for then in self._times.pop(address, []) if then > now - WINDOW]
            self._times[address] = [*recent[-MOST:], now]
            while len(self._times) > KEPT:
                self._times.popitem(last=False)

    def wait(self, address: str, now: float) -> int:
        """How many seconds an address has to wait before its next try; 0 where it may try now."""
        with self._lock:
            recent = [then for then in self._times.get(address, []) if then > now - WINDOW]
        return max(1, round(recent[-MOST] + WINDOW - now)) if len(recent) >= MOST else 0
