"""Which other origins a nameless one could be: independence from these is unresolved."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.model.proposition import Origin
from sayso.synthesis.origins.bodies import Sort
from sayso.synthesis.origins.trails import Trail
from sayso.vocabulary.standing import has


def could_be(origins: Mapping[str, tuple[Origin, Trail]]) -> dict[str, tuple[str, ...]]:
    """For each nameless origin the keys of the others that it could be."""
    found: dict[str, tuple[str, ...]] = {}
    for key, (origin, trail) in sorted(origins.items()):
        if not origin.named:
            found[key] = tuple(other for other, (rival, theirs) in sorted(origins.items()) if other != key and _may_be(origin, trail, rival, theirs))
    return found


def _may_be(origin: Origin, trail: Trail, rival: Origin, theirs: Trail) -> bool:
    if theirs.actor.sort in {Sort.RUMOUR, Sort.INSTRUMENT, Sort.OUTLET}:
        return False
    if origin.country is not None and rival.country is not None and origin.country != rival.country:
        return False
    witness, other = _witness(trail), _witness(theirs)
    if not rival.named:
        return trail.report != theirs.report and witness == other
    if witness:
        return rival.named and theirs.actor.sort is Sort.PERSON and other
    return theirs.actor.sort in {Sort.ORGAN, Sort.REBEL, Sort.BODY} and (theirs.actor.sort is not Sort.BODY or origin.country is None or origin.country == rival.country)


def _witness(trail: Trail) -> bool:
    words = " ".join(filter(None, (trail.voice.role, trail.voice.words)))
    return has("witnesses", words) and not has("hidden", words)


def independent(asserting: Mapping[str, Origin]) -> tuple[int, int]:
    """The least and the most independent origins among these: nameless ones that could be another one of them are counted in the most alone.

    >>> navy = Origin(key="gov:EE", label="Estonia's navy", country="EE", access="own measurement", named=True)
    >>> nameless = Origin(key="anon:d-1:official", label="an official", country=None, access="says so", named=False, could_be=("gov:EE",))
    >>> independent({one.key: one for one in (navy, nameless)})
    (1, 2)
    """
    certain: list[str] = []
    for key, origin in asserting.items():
        others = set(origin.could_be) & set(asserting) - {key}
        taken = {other for other in others if asserting[other].named or other in certain}
        if not taken:
            certain.append(key)
    return len(certain), len(asserting)
