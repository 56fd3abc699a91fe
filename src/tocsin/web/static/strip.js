// Several bars of the strip of time at once: dragged over, they are the days that the list is narrowed to.
let first = null;
let last = null;
const barOf = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-since]");
const over = (bars) => {
  const ends = [bars.indexOf(first), bars.indexOf(last)];
  return bars.slice(Math.min(...ends), Math.max(...ends) + 1);
};
document.addEventListener("pointerdown", (event) => {
  first = last = event.button ? null : (event.target.closest?.("[data-since]") ?? null);
  if (first) event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  const bar = first && barOf(event);
  if (!bar || bar.parentNode !== first.parentNode) return;
  last = bar;
  const bars = [...first.parentNode.querySelectorAll("[data-since]")];
  const chosen = new Set(over(bars));
  for (const each of bars) each.classList.toggle("chosen", chosen.has(each));
});
document.addEventListener("pointerup", () => {
  if (first && last !== first) {
    const chosen = over([...first.parentNode.querySelectorAll("[data-since]")]);
    const query = new URLSearchParams(location.search);
    query.delete("page");
    query.set("since", chosen[0].dataset.since);
    query.set("until", chosen.at(-1).dataset.until);
    location.assign(`?${query}`);
  }
  first = last = null;
});
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-since]") && event.preventDefault());
