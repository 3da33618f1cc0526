"""Who says, repeats, denies whom. Takes nodes and ties, gives SVG."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.board import Network, Node, Tie
from sayso.views import layers
from sayso.views.layers import Station
from sayso.views.marks import legend
from sayso.views.svg import NARROW, WIDE, Href, drawing, line, said, tag, text, words

MOST = 60  # nodes
COLUMNS = {"outlet": 0, "agency": 1}
HEADINGS = ("outlets", "agencies", "persons and bodies")
STYLES = {"says": None, "repeats": "5 4", "denies": "3 2"}
WORDS = {"says": "carries the words of", "repeats": "repeats", "denies": "denies"}


def network(net: Network, *, href: Href | None = None, prefix: str = "network", width: int = WIDE) -> str:
    """Outlets at the left, agencies in the middle, everybody else at the right; denials are red arcs with a cross. At most 60 nodes; the rest are counted.

    ``href`` gives the address of a node by its id.
    """
    nodes = net.nodes[:MOST]
    if not nodes:
        return drawing("network", prefix=prefix, size=(width, 40), told=("Empty network", "Nobody says anything."), body=[text("Nobody to show.", 4, 24, class_="v-quiet")])
    there = {node.id: node for node in nodes}
    ties = [tie for tie in net.ties if tie.source in there and tie.target in there and tie.source != tie.target]
    columns: list[list[Station]] = [[], [], []]
    for node in nodes:
        columns[COLUMNS.get(node.kind, 2)].append(_station(node, href))
    names = [name for name, column in zip(HEADINGS, columns, strict=True) if column]
    settled = layers.settled([column for column in columns if column], [(tie.source, tie.target) for tie in ties])
    last = {station.key for station in settled[-1]}
    arched = any(tie.source in last and tie.target in last for tie in ties)
    margin = 0.0 if not arched else 34.0 if width < 2 * NARROW else 70.0
    laid = layers.grid(settled, width, margin=margin)
    spots, bottom = layers.place(settled, laid, 26)
    body = [layers.heading(name, at, laid) for at, name in enumerate(names)]
    body += [_tie(tie, there, spots, margin) for tie in sorted(ties, key=lambda tie: tie.kind == "denies")]
    body += [layers.box(station, spots[station.key], laid) for column in settled for station in column]
    left_out = net.more + len(net.nodes) - len(nodes)
    if left_out:
        body.append(text(f"and {left_out:,} more", 4, bottom + 14, class_="v-quiet"))
        bottom += 20
    signs, end = legend(_signs(ties), width, bottom + 2)
    return drawing("network", prefix=prefix, size=(width, end + 2), told=("Who says, repeats and denies whom", _story(there, ties)), body=body + signs)


def _station(node: Node, href: Href | None) -> Station:
    whole = f"{node.label}{f' ({node.country})' if node.country else ''}: {node.kind}, {said(node.claims, 'claim')}"
    kinds = {"outlet": "v-outlet", "agency": "v-agency", "nameless": "v-weak"}.get(node.kind, "v-origin")
    target = href(node.id) if href is not None else None
    return Station(key=node.id, label=node.label, whole=whole, kinds=kinds, round=node.kind not in COLUMNS, weak=node.kind == "nameless", href=target)


def _tie(tie: Tie, there: dict[str, Node], spots: dict[str, layers.Spot], margin: float) -> str:
    path, middle = layers.curve(spots[tie.source], spots[tie.target], bulge=margin or 30.0)
    told = f"{there[tie.source].label} {WORDS.get(tie.kind, tie.kind)} {there[tie.target].label}: {said(tie.count, 'time')}"
    drawn = tag(
        "path", d=path, fill="none", stroke="currentColor", stroke_width=1 + min(tie.count, 12) * 0.2, stroke_dasharray=STYLES.get(tie.kind), stroke_opacity="0.6", class_="v-tie"
    )
    cross = layers.cross_at(*middle) if tie.kind == "denies" else ""
    return tag("g", tag("title", words(told)), drawn, cross, class_=f"v-net v-{tie.kind}" if tie.kind in STYLES else "v-net")


def _signs(ties: Sequence[Tie]) -> list[tuple[str, str]]:
    found = {tie.kind for tie in ties}
    entries = []
    for kind in (kind for kind in STYLES if kind in found):
        cross = layers.cross_at(0, 0) if kind == "denies" else ""
        entries.append((tag("g", line(-10, 0, 10, 0, stroke_width=1.6, stroke_dasharray=STYLES[kind], class_="v-tie"), cross, class_=f"v-{kind}"), WORDS[kind]))
    return entries


def _story(there: dict[str, Node], ties: Sequence[Tie]) -> str:
    denials = [f"{there[tie.source].label} denies {there[tie.target].label}" for tie in ties if tie.kind == "denies"]
    first = f"{said(len(there), 'node')} and {said(len(ties), 'tie')}."
    return first + (f" {said(len(denials), 'denial')}: {'; '.join(denials[:10])}." if denials else " Nobody denies anybody.")
