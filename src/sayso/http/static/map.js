// The map: outlines from Natural Earth, places and movements from the tables of the page, shown until a day. Without it the drawing stays.
"use strict";

/** Arcs of a TopoJSON topology as [latitude, longitude]: they are kept as differences of whole numbers. */
function arcsOf({ transform: { scale, translate }, arcs }) {
  return arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => { x += dx; y += dy; return [y * scale[1] + translate[1], x * scale[0] + translate[0]]; });
  });
}

/** Polygons of an object of the topology, each a list of rings. A negative number is an arc walked backwards. */
function polygons(topology, name) {
  const arcs = arcsOf(topology);
  const ring = (numbers) => numbers.flatMap((number, at) => { const arc = number < 0 ? [...arcs[~number]].reverse() : arcs[number]; return at ? arc.slice(1) : arc; });
  const shapes = (geometry) => geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : (geometry.geometries ?? []).flatMap(shapes);
  return shapes(topology.objects[name]).map((rings) => rings.map((numbers) => unbroken(ring(numbers))));
}

/** A ring that crosses the edge of the map goes on beyond it; one that runs around the pole is closed along the edge of the picture. */
function unbroken(ring) {
  let turn = 0;
  const found = ring.map(([lat, lon], at) => {
    if (at && Math.abs(lon - ring[at - 1][1]) > 180) turn += lon < ring[at - 1][1] ? 360 : -360;
    return [lat, lon + turn];
  });
  return turn ? [...found, [-85, found.at(-1)[1]], [-85, found[0][1]]] : found;
}

const moved = (shape, by) => shape.map((ring) => ring.map(([lat, lon]) => [lat, lon + by]));

/** Turns longitudes so that all places lie on one side of the cut: the largest gap between neighbours becomes the edge of the map. */
function unrolled(placed) {
  const sorted = placed.map((place) => Number(place.lon)).sort((a, b) => a - b);
  let edge = sorted[0], widest = sorted[0] + 360 - sorted.at(-1);
  sorted.slice(1).forEach((lon, at) => { if (lon - sorted[at] > widest) { widest = lon - sorted[at]; edge = lon; } });
  for (const place of placed) place.lon = Number(place.lon) < edge ? Number(place.lon) + 360 : Number(place.lon);
  if (placed.length && placed.every((place) => place.lon > 180)) for (const place of placed) place.lon -= 360;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function told(parts) {
  const box = document.createElement("div");
  for (const [tag, words] of parts) { const line = document.createElement(tag); line.textContent = words; box.append(line); }
  return box;
}

function rows(name) {
  return [...document.querySelectorAll(`tr[data-${name}]`)].map((row) => ({ row, ...row.dataset }));
}

function begun(entry, day) {
  return !entry.first || entry.first.slice(0, 10) <= day;
}

/** Words beside a spot of the map. */
function written(spot, words, className, layer) {
  const icon = L.divIcon({ className, html: told([["span", words]]), iconSize: [0, 0], iconAnchor: [-10, 8] });
  return L.marker(spot, { interactive: false, keyboard: false, icon }).addTo(layer).getElement().querySelector("span");
}

function drawPlace(place, layer) {
  const hollow = Boolean(place.contested);
  const circle = L.circleMarker([Number(place.lat), Number(place.lon)], {
    radius: 5 + 3.2 * Math.sqrt(Number(place.origins)), color: colour(hollow ? "--v-contested" : "--v-corroborated"), weight: hollow ? 2.5 : 1.5, fillOpacity: hollow ? 0 : 0.55,
  });
  circle.bindTooltip(told([["b", place.name], ["div", `${place.origins} independent ${place.origins === "1" ? "origin" : "origins"}${hollow ? ", contested" : ""}`]]));
  circle.on("click", () => { location.href = place.href; });
  circle.addTo(layer);
  return written([Number(place.lat), Number(place.lon)], place.name, "placename", layer);
}

/** Names that would cover an earlier one are left to the tooltip; the best supported come first. */
function thin(names) {
  const kept = [];
  for (const name of names) {
    name.hidden = false;
    const box = name.getBoundingClientRect();
    name.hidden = kept.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    if (!name.hidden) kept.push(box);
  }
}

/** A leg is a line with an arrow head at its end, turned by the direction on the map. */
const DASHES = { ship: "7 4", rail: "2 3", air: "11 3 2 3", foot: "1.5 3.5" }; // the same as in the drawing

function drawLeg(leg, places, layer, map) {
  const [from, to] = [places.get(leg.from), places.get(leg.to)];
  if (!from || !to) return null;
  const ends = [[Number(from.lat), Number(from.lon)], [Number(to.lat), Number(to.lon)]];
  const tint = colour(leg.contested ? "--v-contested" : "--ink");
  const line = L.polyline(ends, { color: tint, weight: 1.5 + Math.min(3, Number(leg.origins)), dashArray: DASHES[leg.means] ?? null, opacity: 0.85 }).addTo(layer);
  line.bindTooltip(told([["b", `${from.name} → ${to.name}`], ["div", [leg.number, leg.means && `by ${leg.means}`, `${leg.origins} origin${leg.origins === "1" ? "" : "s"}`].filter(Boolean).join(", ")]]), { sticky: true });
  const [a, b] = ends.map((end) => map.project(end));
  const turn = Math.atan2(b.y - a.y, b.x - a.x);
  const head = [[-14, -6], [0, 0], [-14, 6]].map(([x, y]) => map.unproject(L.point(b.x + (x - 8) * Math.cos(turn) - y * Math.sin(turn), b.y + (x - 8) * Math.sin(turn) + y * Math.cos(turn))));
  L.polygon(head, { color: tint, weight: leg.contested ? 2 : 1, fillColor: leg.contested ? colour("--raised") : tint, fillOpacity: 1, interactive: false }).addTo(layer);
  return leg.number ? written(map.unproject(a.add(b).divideBy(2)), leg.number, "legcount", layer) : null;
}

const FINE = 4; // from this zoom on, the coarse outlines show their corners
const shade = () => ({ color: colour("--strong-rule"), fillColor: colour("--raised"), fillOpacity: 1 });
const known = new Map();

/** Draws countries from a file once; the finer ones take the place of the coarse ones. Copies beyond the date line only where places are near it. */
async function outline(map, address, placed) {
  if (known.has(address)) return;
  known.set(address, null);
  const topology = await (await fetch(address)).json();
  const land = polygons(topology, "countries");
  const [west, east] = [Math.min(...placed.map((place) => place.lon)), Math.max(...placed.map((place) => place.lon))];
  const copies = [0, 360, -360].filter((by) => by === 0 || (by > 0 ? east > 120 : west < -120)).flatMap((by) => land.map((shape) => moved(shape, by)));
  for (const [other, layer] of known) if (layer) { layer.remove(); known.set(other, null); }
  known.set(address, L.polygon(copies, { pane: "outlines", renderer: L.canvas({ pane: "outlines", padding: 0.1 }), interactive: false, smoothFactor: 1, weight: 0.8, ...shade() }).addTo(map));
}

function begin() {
  const box = document.getElementById("map");
  if (!box || typeof L === "undefined") return;
  box.hidden = false;
  document.getElementById("still").hidden = true;
  document.getElementById("map-key").hidden = false;
  known.clear();
  const map = L.map(box, { zoomSnap: 0.25, minZoom: 0, maxZoom: 8, attributionControl: false });
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const placed = rows("place"), legs = rows("leg");
  unrolled(placed);
  const places = new Map(placed.map((place) => [place.place, place]));
  const near = placed.filter((place) => place.country); // oceans and continents are nowhere in particular
  map.fitBounds(L.latLngBounds((near.length > 1 ? near : placed).map((place) => [Number(place.lat), Number(place.lon)])).pad(0.1), { maxZoom: 6, paddingTopLeft: [30, 20], paddingBottomRight: [90, 20] }); // room for names, which stand at the right
  map.createPane("outlines").style.zIndex = 300; // below circles and lines
  outline(map, box.dataset.coarse, placed);
  map.on("zoomend", () => { if (map.getZoom() >= FINE) outline(map, box.dataset.fine, placed); });
  const shown = L.layerGroup().addTo(map);
  const slider = document.getElementById("until");
  map.on("zoomend", draw);
  function draw() {
    const days = slider ? slider.dataset.days.split(" ") : [];
    const day = slider ? days[Number(slider.value)] : "9999";
    shown.clearLayers();
    for (const entry of [...placed, ...legs]) entry.row.classList.toggle("out", !begun(entry, day));
    const counts = legs.filter((leg) => begun(leg, day)).map((leg) => drawLeg(leg, places, shown, map));
    thin([...placed.filter((place) => begun(place, day)).map((place) => drawPlace(place, shown)), ...counts.filter(Boolean)]);
    if (slider) document.getElementById("until-day").textContent = new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  }
  if (slider) { document.getElementById("slider").hidden = false; slider.addEventListener("input", draw); }
  dark.addEventListener("change", () => { for (const layer of known.values()) layer?.setStyle(shade()); draw(); });
  draw();
}

document.addEventListener("DOMContentLoaded", begin);
document.addEventListener("htmx:after:swap", begin);
