// Says that the record changed since the page was made, and how much, rather than change it under somebody's eyes.
const note = document.querySelector("[data-live]");
if (note && "EventSource" in window) {
  const changed = new Set();
  const source = new EventSource("/api/v1/events");
  const tell = (event) => {
    changed.add(JSON.parse(event.data).id);
    note.querySelector("a").textContent =
      changed.size === 1 ? "1 incident changed; load again" : `${changed.size} incidents changed; load again`;
    note.hidden = false;
  };
  source.addEventListener("incident", tell);
  source.addEventListener("gone", tell);
  window.addEventListener("pagehide", () => source.close());
}
