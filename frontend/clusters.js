// What lies near together as one mark, at any zoom; what is known no better than a region stays an area of its own.
import Supercluster from "supercluster";

const TILE = 512; // pixels of the world at zoom 0, as supercluster counts
const NEAR = 34; // pixels within which marks are one
const KM_A_DEGREE = 111.32;
const AREA_FROM_KM = 60;

export const radiusOf = (killed) => 4 + Math.min(22, 1.3 * Math.sqrt(killed || 0));

// A function from a box in degrees (y south) and a scale (units of the view in a degree) to the marks in it.
export function clustered(points, width) {
  const areas = points.filter((point) => point.radius_km >= AREA_FROM_KM).map(areaOf);
  const index = new Supercluster({
    radius: NEAR,
    maxZoom: 14,
    map: (of) => ({ killed: of.killed || 0, family: of.family }),
    reduce: (sum, of) => {
      sum.killed += of.killed;
      if (sum.family !== of.family) sum.family = "mixed";
    },
  });
  index.load(points.filter((point) => point.radius_km < AREA_FROM_KM).map(featureOf));
  return ([x0, y0, x1, y1], scale) => {
    const zoom = Math.max(0, Math.floor(Math.log2((scale * 360) / TILE)));
    const found = index.getClusters([x0, Math.max(-y1, -85), x1, Math.min(-y0, 85)], zoom);
    const inside = areas.filter((a) => a.x > x0 - a.reach && a.x < x1 + a.reach && a.y > y0 - a.reach && a.y < y1 + a.reach);
    return [...inside, ...found.map((feature) => markOf(feature, index, width / scale))];
  };
}

function areaOf(point) {
  const stretch = 1 / Math.max(Math.cos((point.y * Math.PI) / 180), 0.2);
  const words = `somewhere in this area: ${point.title}`;
  return { ...point, key: point.id, count: 1, area: true, reach: point.radius_km / KM_A_DEGREE, stretch, words, href: link(point.id) };
}

function featureOf(point) {
  return { type: "Feature", id: point.id, properties: point, geometry: { type: "Point", coordinates: [point.x, -point.y] } };
}

function markOf(feature, index, width) {
  const [x, south] = feature.geometry.coordinates;
  const of = feature.properties;
  const y = -south;
  if (!of.cluster) return { ...of, key: of.id, x, y, count: 1, words: of.title, href: link(of.id) };
  const wide = Math.min(width / 4, 360 / 2 ** index.getClusterExpansionZoom(of.cluster_id));
  const around = [x - wide / 2, y - wide / 4, x + wide / 2, y + wide / 4];
  const dead = of.killed ? `, ${of.killed.toLocaleString("en")} killed at least` : "";
  return { key: `c${of.cluster_id}`, x, y, count: of.point_count, killed: of.killed, family: of.family, around, words: `${of.point_count} incidents${dead}` };
}

const link = (id) => `/incidents/${encodeURIComponent(id)}`;
