"""Rows to be drawn: a small case of each drawing, our own."""

from __future__ import annotations

from collections.abc import Callable

from sayso.model.board import MapLeg, MapPlace, MapView, Network, Node, Tie, TimelineRow
from sayso.model.proposition import Link, NumberPoint, NumberRelation, Origin, Relation, Side, Step, Support
from sayso.model.weighing import Amount
from sayso.views import maps, network, numbers, paths, timeline, verdicts

Draw = Callable[[str, int], str]


def amount(low: float | None, high: float | None, modifier: str = "=", scope: str = "total") -> Amount:
    words = f"{modifier} {low} to {high}"
    return Amount(minimum=low, maximum=high, modifier=modifier, unit=None, counted="soldiers", sort=None, scope=scope, whole=None, words=words)


def point(name: str, said: str | None, of: Amount, *, origin: str = "gov:NO", to: tuple[str, Relation] | None = None, as_of: str | None = None) -> NumberPoint:
    relations = () if to is None else (NumberRelation(earlier=to[0], relation=to[1], reason="for a test"),)
    return NumberPoint(statement=name, said=said, as_of=as_of, origin=origin, amount=of, relations=relations)


POINTS = (
    point("a", "2024-10-01", amount(600, 700)),
    point("b", "2024-10-03", amount(700, None, ">"), origin="person:ana berg", to=("a", Relation.UPDATED)),
    point("c", "2024-10-03", amount(None, 650, "<"), origin="gov:SE", to=("b", Relation.CONTRADICTS)),
    point("d", "2024-10-09", amount(800, 800), to=("b", Relation.AGREES), as_of="2024-10-05/.."),
    point("e", "2024-10-09", amount(50, 50, scope="subtotal"), to=("d", Relation.NOT_COMPARABLE)),
    point("f", "2024-10-10", amount(30, 40, scope="increment"), to=("d", Relation.NOT_COMPARABLE)),
)


def origin(key: str, label: str, *, access: str | None = "witness") -> Origin:
    return Origin(key=key, label=label, country=None, access=access, named=True)


def support(name: str, labels: list[tuple[str, Link]], of: Origin, *, side: Side = Side.ASSERTS, adds: bool = True) -> Support:
    return Support(statement=name, side=side, origin=of, path=tuple(Step(label=label, link=link) for label, link in labels), adds=adds, standing=None, reason="for a test")


NAVY = origin("gov:NO", "Norwegian navy")
SUPPORTS = (
    support("a", [("Meridian Wire", Link.PUBLISHED), ("navy spokesman", Link.QUOTES)], NAVY),
    support("b", [("Harbour Post", Link.PUBLISHED), ("Meridian Wire", Link.REPRINT), ("navy spokesman", Link.QUOTES)], NAVY, adds=False),
    support("c", [("Fjord Radio", Link.PUBLISHED), ("Ana Berg", Link.QUOTES)], origin("person:ana berg", "Ana Berg")),
    support("d", [("Fjord Radio", Link.PUBLISHED), ("Swedish ministry", Link.QUOTES)], origin("gov:SE", "Swedish ministry"), side=Side.DENIES),
    support("e", [("Fjord Radio", Link.PUBLISHED), ("port authority", Link.QUOTES)], origin("org:port", "port authority"), side=Side.DECLINES),
    support("f", [("Harbour Post", Link.PUBLISHED)], origin("outlet:harbour post", "Harbour Post", access=None), adds=False),
)


def row(name: str, start: str | None, end: str | None, verdict: str = "corroborated", first: str = "2024-10-05", last: str = "2024-10-20") -> TimelineRow:
    return TimelineRow(proposition=name, text=f"Ships left the harbour of Norwick ({name})", verdict=verdict, origins=2, start=start, end=end, first=first, last=last)


ROWS = (
    row("both", "2024-10-01", "2024-10-08"),
    row("since", "2024-10-10", None, "contested"),
    row("until", None, "2024-10-12", "single-source"),
    row("neither", None, None, "denied"),
    row("long-ago", "1998-01-01", "1999-01-01", "unknown"),
)


def place(name: str, latitude: float, longitude: float, *, origins: int = 1, contested: bool = False) -> MapPlace:
    numbers_of = {"claims": origins, "origins": origins}
    return MapPlace(id=name.lower(), name=name, country=None, latitude=latitude, longitude=longitude, contested=contested, first=None, last=None, propositions=(), **numbers_of)


def leg(start: str, end: str, *, means: str | None = "ship", number: str | None = None, contested: bool = False) -> MapLeg:
    return MapLeg(start=start, end=end, leg=1, means=means, number=number, origins=2, contested=contested, proposition="p", first=None, last=None)


PLACES = MapView(
    places=(place("Suva", -18.1, 178.4, origins=4), place("Apia", -13.8, -171.8, contested=True)),
    legs=(leg("suva", "apia", number="400"), leg("suva", "apia", means="air")),
    more=1,
)
TOPOLOGY = {  # two squares that share a side, one of them across the date line
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [-180, -90]},
    "arcs": [[[356, 70], [0, 6]], [[356, 76], [2, 0], [-356, 0], [0, -6], [356, 0], [-2, 0]], [[356, 76], [-6, 0], [0, -6], [6, 0]]],
    "objects": {
        "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[-1, -3]]]}]},
        "none": {"type": "GeometryCollection", "geometries": []},
    },
}
NET = Network(
    nodes=tuple(
        Node(id=key, label=label, kind=kind, country=None, claims=3)
        for key, label, kind in (
            ("post", "Harbour Post", "outlet"),
            ("radio", "Fjord Radio", "outlet"),
            ("wire", "Meridian Wire", "agency"),
            ("navy", "Norwegian navy", "government"),
            ("berg", "Ana Berg", "person"),
            ("official", "an official", "nameless"),
        )
    ),
    ties=tuple(
        Tie(source=source, target=target, kind=kind, count=2, propositions=())
        for source, target, kind in (("post", "wire", "repeats"), ("wire", "navy", "says"), ("radio", "berg", "says"), ("radio", "official", "says"), ("berg", "navy", "denies"))
    ),
    more=2,
)


def address(identity: str) -> str:
    return f"/at/{identity}"


DRAWINGS: dict[str, Draw] = {
    "spark": lambda prefix, width: numbers.sparkline(POINTS, prefix=prefix, width=width),
    "history": lambda prefix, width: numbers.history(POINTS, labels={"gov:NO": "Norwegian navy"}, prefix=prefix, width=width),
    "paths": lambda prefix, width: paths.paths(SUPPORTS, prefix=prefix, width=width),
    "timeline": lambda prefix, width: timeline.timeline(ROWS, href=address, prefix=prefix, width=width),
    "map": lambda prefix, width: maps.world(PLACES, maps.rings(TOPOLOGY), href=address, prefix=prefix, width=width),
    "network": lambda prefix, width: network.network(NET, prefix=prefix, width=width),
    "bar": lambda prefix, width: verdicts.bar({"corroborated": 12, "denied": 1, "contested": 4}, prefix=prefix, width=width),
}
EMPTY: dict[str, Draw] = {
    "spark": lambda prefix, width: numbers.sparkline((), prefix=prefix, width=width),
    "history": lambda prefix, width: numbers.history((), prefix=prefix, width=width),
    "paths": lambda prefix, width: paths.paths((), prefix=prefix, width=width),
    "timeline": lambda prefix, width: timeline.timeline((), prefix=prefix, width=width),
    "map": lambda prefix, width: maps.world(MapView(places=(), legs=(), more=0), prefix=prefix, width=width),
    "network": lambda prefix, width: network.network(Network(nodes=(), ties=(), more=0), prefix=prefix, width=width),
    "bar": lambda prefix, width: verdicts.bar({}, prefix=prefix, width=width),
}
