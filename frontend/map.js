// The map that is moved: the server's map, which is links in an SVG, with its marks clustered anew as one zooms.
// What it shows stands in the address (`box`), and the list and the strip of time follow it.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { clustered, radiusOf } from "./clusters.js";
import { follow } from "./follow.js";

const WIDTH = 1000; // of the view, in its own units
const NEAREST = 720; // half a degree over the whole view

const svg = document.querySelector("svg[data-world]");
if (svg?.dataset.points) start(svg);

async function start(node) {
  const answer = await fetch(node.dataset.points);
  if (!answer.ok) return; // the server's map stays
  const { points } = await answer.json();
  const whole = node.dataset.world.split(",").map(Number);
  new MovingMap(node, points, whole).begin();
}

class MovingMap {
  constructor(node, points, [x0, y0, x1, y1]) {
    this.node = node;
    this.unit = WIDTH / (x1 - x0); // of the view, in a degree, when the whole world is shown
    this.west = x0;
    this.north = y0;
    this.height = Math.round((y1 - y0) * this.unit);
    this.marks = clustered(points, WIDTH);
    this.places = new Map(points.map((point) => [point.id, point]));
    this.ground = select(node).select("[data-ground]");
    this.layer = select(node).select("[data-marks]");
    this.waiting = false;
  }

  begin() {
    const { x, y, width, height } = this.node.viewBox.baseVal;
    const kept = Math.min(WIDTH / (width * this.unit), this.height / (height * this.unit));
    this.node.setAttribute("viewBox", `0 0 ${WIDTH} ${this.height}`);
    this.zoom = zoom()
      .scaleExtent([1, NEAREST])
      .extent([[0, 0], [WIDTH, this.height]])
      .translateExtent([[0, 0], [WIDTH, this.height]])
      .wheelDelta((event) => -event.deltaY * (event.deltaMode ? 0.05 : 0.002) * (Math.abs(event.deltaY) < 25 ? 10 : 1))
      .filter((event) => this.takes(event))
      .on("zoom", (event) => this.moved(event.transform))
      .on("end", (event) => event.sourceEvent && this.settled(event.transform));
    this.layer.selectAll("*").remove();
    const middle = this.at(x + width / 2, y + height / 2);
    const shown = zoomIdentity.translate(WIDTH / 2, this.height / 2).scale(kept).translate(-middle[0], -middle[1]);
    select(this.node).classed("moving", true).call(this.zoom).call(this.zoom.transform, shown);
    this.node.addEventListener("click", (event) => this.pressed(event));
    this.brush();
    document.querySelector("[data-moving]")?.removeAttribute("hidden");
  }

  // A page is scrolled by the wheel and by one finger: the map takes the wheel with Ctrl, and two fingers.
  takes(event) {
    if (event.type === "wheel") return event.ctrlKey || event.metaKey;
    if (event.type === "touchstart") return event.touches.length > 1;
    return !event.button;
  }

  at(x, y) {
    return [(x - this.west) * this.unit, (y - this.north) * this.unit];
  }

  moved(transform) {
    this.transform = transform;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  box() {
    const { x, y, k } = this.transform;
    const left = -x / k / this.unit + this.west;
    const top = -y / k / this.unit + this.north;
    return [left, top, left + WIDTH / k / this.unit, top + this.height / k / this.unit];
  }

  draw() {
    const { x, y, k } = this.transform;
    const scale = k * this.unit;
    this.ground.attr("transform", `translate(${x - this.west * scale} ${y - this.north * scale}) scale(${scale})`);
    const marks = this.marks(this.box(), scale).map((mark) => ({
      ...mark,
      px: x + (mark.x - this.west) * scale,
      py: y + (mark.y - this.north) * scale,
      ry: mark.area ? mark.reach * scale : radiusOf(mark.killed),
    }));
    this.layer
      .selectAll("a")
      .data(marks, (mark) => mark.key)
      .join((enter) => this.made(enter))
      .attr("transform", (mark) => `translate(${mark.px} ${mark.py})`)
      .select("ellipse")
      .attr("rx", (mark) => (mark.area ? mark.ry * mark.stretch : mark.ry))
      .attr("ry", (mark) => mark.ry);
  }

  made(enter) {
    const link = enter.append("a").attr("href", (mark) => mark.href || this.address(mark.around));
    link.append("title").text((mark) => mark.words);
    link.append("ellipse").attr("class", (mark) => `mark-on-map c-${mark.family}${mark.area ? " area" : ""}`);
    link
      .filter((mark) => mark.count > 1)
      .append("text")
      .attr("class", "many")
      .attr("text-anchor", "middle")
      .attr("dy", "4")
      .text((mark) => mark.count);
    return link;
  }

  // The address of this list with another part of the map; degrees as the server writes them.
  address([x0, y0, x1, y1]) {
    const query = new URLSearchParams(location.search);
    query.delete("page");
    query.set("box", [x0, -y1, x1, -y0].map((value) => +value.toFixed(3)).join(","));
    return `?${query}`;
  }

  settled(transform) {
    const query = new URLSearchParams(location.search);
    query.delete("box");
    query.delete("page");
    const bare = `${location.pathname}${query.size ? `?${query}` : ""}`;
    follow(transform.k <= 1.001 ? bare : this.address(this.box()));
  }

  pressed(event) {
    const mark = select(event.target.closest("a")).datum();
    if (!mark || mark.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [x0, y0, x1, y1] = mark.around;
    const k = Math.min(NEAREST, Math.max(this.transform.k * 2, WIDTH / ((x1 - x0) * this.unit * 1.6)));
    const [x, y] = this.at((x0 + x1) / 2, (y0 + y1) / 2);
    const next = zoomIdentity.translate(WIDTH / 2, this.height / 2).scale(k).translate(-x, -y);
    select(this.node).call(this.zoom.transform, next);
    this.settled(this.transform);
  }

  // A row of the list that is pointed at is ringed on the map.
  brush() {
    const ring = select(this.node).append("circle").attr("class", "ring").attr("r", 14).attr("visibility", "hidden");
    const show = (event) => {
      const point = this.places.get(event.target.closest?.("[data-id]")?.dataset.id);
      ring.attr("visibility", point ? "visible" : "hidden");
      if (!point) return;
      const { x, y, k } = this.transform;
      ring.attr("cx", x + (point.x - this.west) * k * this.unit).attr("cy", y + (point.y - this.north) * k * this.unit);
    };
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
  }
}
