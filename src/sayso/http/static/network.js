// The network: who carries, repeats and denies whom, from the tables of the page. Without it the drawing stays.
"use strict";

const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const SHAPES = { outlet: "round-rectangle", agency: "hexagon", government: "ellipse", person: "ellipse", organisation: "diamond", nameless: "triangle" };

function look() {
  return [
    { selector: "node", style: {
      label: "data(label)", "font-size": 12, "font-family": "sans-serif", color: tint("--ink"), "text-wrap": "ellipsis", "text-max-width": 220, "text-valign": "bottom", "text-margin-y": 4,
      width: "data(size)", height: "data(size)", shape: "data(shape)", "background-color": tint("--v-single-source"), "border-width": 1.5, "border-color": tint("--paper"),
      "text-outline-color": tint("--paper"), "text-outline-width": 2 } },
    { selector: 'node[side = "left"]', style: { "text-halign": "left", "text-valign": "center", "text-margin-x": -6, "text-margin-y": 0 } },
    { selector: 'node[side = "right"]', style: { "text-halign": "right", "text-valign": "center", "text-margin-x": 6, "text-margin-y": 0 } },
    { selector: 'node[kind = "government"], node[kind = "person"]', style: { "background-color": tint("--v-corroborated") } },
    { selector: 'node[kind = "outlet"], node[kind = "agency"]', style: { "background-color": tint("--strong-rule") } },
    { selector: "edge", style: { width: "data(width)", "curve-style": "bezier", "line-color": tint("--v-single-source"), "target-arrow-color": tint("--v-single-source"), "target-arrow-shape": "triangle", opacity: 0.75 } },
    { selector: 'edge[kind = "repeats"]', style: { "line-style": "dashed" } },
    { selector: 'edge[kind = "denies"]', style: { "line-style": "dotted", "line-color": tint("--v-denied"), "target-arrow-color": tint("--v-denied"), "target-arrow-shape": "tee", width: 3, opacity: 1, "z-index": 2 } },
    { selector: "edge[bend]", style: { "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5 } },
    { selector: ".far", style: { opacity: 0.12 } },
  ];
}

function elements() {
  const nodes = [...document.querySelectorAll("tr[data-node]")].map(({ dataset: row }) => ({
    data: { id: row.node, label: row.label, kind: row.kind, href: row.href, size: 16 + 6 * Math.sqrt(Number(row.claims)), shape: SHAPES[row.kind] ?? "ellipse" } }));
  const known = new Set(nodes.map((node) => node.data.id));
  const ties = [...document.querySelectorAll("tr[data-tie]")].filter(({ dataset: row }) => known.has(row.from) && known.has(row.to)).map(({ dataset: row }) => ({
    data: { id: `${row.from} ${row.kind} ${row.to}`, source: row.from, target: row.to, kind: row.kind, width: 1 + Math.min(4, Math.sqrt(Number(row.count))) } }));
  return [...nodes, ...ties];
}

/** Outlets at the left, agencies in the middle, everybody else at the right; within a column near those that they are tied to. */
function place(graph, width, height) {
  const columns = [[], [], []];
  graph.nodes().forEach((node) => columns[{ outlet: 0, agency: 1 }[node.data("kind")] ?? 2].push(node));
  const held = columns.filter((column) => column.length);
  const tall = Math.max(height, 42 * Math.max(...held.map((column) => column.length)));
  const set = (column, at) => column.forEach((node, row) => node.position({ x: held.length > 1 ? (at * width * 0.72) / (held.length - 1) : 0, y: ((row + 0.5) * tall) / column.length }));
  held.forEach(set);
  for (let round = 0; round < 6; round += 1) {
    held.forEach((column, at) => {
      const mean = (node) => { const near = node.neighborhood("node"); return near.length ? near.reduce((sum, other) => sum + other.position("y"), 0) / near.length : node.position("y"); };
      const order = new Map(column.map((node) => [node.id(), mean(node)]));
      column.sort((a, b) => order.get(a.id()) - order.get(b.id()) || (a.id() < b.id() ? -1 : 1));
      set(column, at);
    });
  }
  graph.edges().forEach((tie) => { // within a column a tie swings out to the side where no names stand
    const [from, to] = [tie.source().position(), tie.target().position()];
    if (from.x === to.x) tie.data("bend", (from.x > 0 ? 1 : -1) * Math.sign(from.y - to.y) * -Math.min(120, 30 + Math.abs(from.y - to.y) * 0.4));
  });
  held.forEach((column, at) => column.forEach((node) => node.data("side", at === 0 && held.length > 1 ? "left" : at === held.length - 1 ? "right" : "center")));
}

function begin() {
  const box = document.getElementById("network");
  if (!box || typeof cytoscape === "undefined" || window.innerWidth <= 760) return; // the drawing for narrow pages is easier to read there
  box.hidden = false;
  document.getElementById("still").hidden = true;
  const graph = cytoscape({ container: box, elements: elements(), style: look(), minZoom: 0.2, maxZoom: 3, layout: { name: "preset" } });
  place(graph, box.clientWidth, box.clientHeight);
  graph.fit(undefined, 30);
  const told = document.getElementById("network-told");
  told.hidden = document.getElementById("network-key").hidden = false;
  graph.on("mouseover", "node", ({ target: node }) => {
    graph.elements().difference(node.closedNeighborhood()).addClass("far");
    told.textContent = `${node.data("label")}: ${node.connectedEdges().map((tie) => `${tie.source().data("label")} ${{ says: "carries", repeats: "repeats", denies: "denies" }[tie.data("kind")] ?? tie.data("kind")} ${tie.target().data("label")}`).slice(0, 6).join("; ")}`;
  });
  graph.on("mouseout", "node", () => graph.elements().removeClass("far"));
  graph.on("tap", "node", ({ target: node }) => { location.href = node.data("href"); });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(look()));
}

document.addEventListener("DOMContentLoaded", begin);
document.addEventListener("htmx:after:swap", begin);
