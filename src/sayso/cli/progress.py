"""How reading shows its way: at a terminal a bar with rate, remaining time and counts by outcome; elsewhere the same as a line now and then, for logs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from rich.progress import Progress, TaskID

from sayso.model.reading import ReadSummary

WINDOW = 60.0  # seconds that rate and remaining time are judged by: archives are not equally dense
EVERY = 60.0  # seconds between two lines where there is no terminal


class Pace:
    """What the last minute says of the rest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._steps: deque[tuple[float, int, float | None]] = deque()

    def step(self, done: int, share: float | None) -> None:
        """Notes how many items are done, and which share of the whole that is (None: not known)."""
        now = self._clock()
        self._steps.append((now, done, share))
        while len(self._steps) > 2 and now - self._steps[1][0] > WINDOW:
            self._steps.popleft()

    @property
    def rate(self) -> float | None:
        """Items a second."""
        seconds, items, _ = self._gone()
        return items / seconds if seconds > 0 and items > 0 else None

    @property
    def remaining(self) -> float | None:
        """Seconds until all is done, if it goes on like this."""
        seconds, _, share = self._gone()
        last = self._steps[-1][2] if self._steps else None
        return (1.0 - last) * seconds / share if last is not None and share > 0 and seconds > 0 else None

    def _gone(self) -> tuple[float, int, float]:
        if len(self._steps) < 2:
            return 0.0, 0, 0.0
        first, last = self._steps[0], self._steps[-1]
        return last[0] - first[0], last[1] - first[1], (last[2] or 0.0) - (first[2] or 0.0)


class Bar:
    """Reports to a bar of rich; the plain call counts only."""

    def __init__(self, bar: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        self._bar = bar
        self._task: TaskID = bar.add_task("", total=None)
        self._pace = Pace(clock)

    def __call__(self, done: int, place: str) -> None:
        """So many items are done, the last of them there."""
        self._bar.update(self._task, description=f"{done:,} documents  {place}")

    def tally(self, so_far: ReadSummary, share: float | None, place: str) -> None:
        """The same with what became of them, and the share of the whole."""
        self._pace.step(so_far.seen, share)
        self._bar.update(self._task, total=None if share is None else 1.0, completed=share or 0.0, description=f"{in_words(so_far, self._pace)}  {place}")


class Lines:
    """Reports to a log: a line every minute."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._say = say
        self._clock = clock
        self._pace = Pace(clock)
        self._last = clock()

    def __call__(self, done: int, place: str) -> None:
        """Plain counts are not worth a line."""

    def tally(self, so_far: ReadSummary, share: float | None, place: str) -> None:
        """What became of the items so far, if the last line is long enough ago."""
        self._pace.step(so_far.seen, share)
        if self._clock() - self._last >= EVERY:
            self._last = self._clock()
            self._say(f"{in_words(so_far, self._pace)}; at {place}")


def in_words(so_far: ReadSummary, pace: Pace) -> str:
    """Counts by outcome, rate, and the time that remains, where each is known.

    >>> in_words(ReadSummary(new=9, new_versions=1, known=2, refused=0, claims=70, refusals=(), skipped=30, unread=4), Pace())
    '42 documents: 10 new (4 in other languages), 2 known, 30 off the topic'
    """
    fresh = so_far.new + so_far.new_versions
    foreign = f" ({so_far.unread} in other languages)" if so_far.unread else ""
    counts = ((f"{fresh:,} new{foreign}", True), (f"{so_far.known:,} known", so_far.known), (f"{so_far.refused:,} refused", so_far.refused))
    parts = [words for words, count in (*counts, (f"{so_far.skipped:,} off the topic", so_far.skipped)) if count]
    rate = "" if pace.rate is None else f", {pace.rate:.1f} a second"
    remaining = "" if pace.remaining is None else f", {_span(pace.remaining)} left"
    return f"{so_far.seen:,} documents{rate}{remaining}: {', '.join(parts)}"


def _span(seconds: float) -> str:
    """A time to wait, in words.

    >>> _span(7), _span(200), _span(9_000)
    ('7 s', '3 min', '2 h 30 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"
