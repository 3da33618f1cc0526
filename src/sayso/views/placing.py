"""Where labels go so that they cover neither each other nor the marks. Takes boxes in px, gives the first free place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The taken places of a drawing; ``bounds`` is where labels may stand. It is filled while one drawing is made, and never shared."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Marks a place as taken."""
        self.taken.append(box)

    def free(self, box: Box) -> bool:
        """Whether a box is inside and covers nothing."""
        left, top, right, bottom = box
        if left < self.bounds[0] or top < self.bounds[1] or right > self.bounds[2] or bottom > self.bounds[3]:
            return False
        return all(right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top for other in self.taken)

    def first(self, boxes: Iterable[Box]) -> Box | None:
        """Takes the first free one of several places; None if all cover something."""
        for box in boxes:
            if self.free(box):
                self.take(box)
                return box
        return None
