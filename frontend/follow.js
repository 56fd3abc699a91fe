// The parts of a page that follow the map: fetched with the page of another address, and put in the place of the old ones.
let before = null;

export async function follow(address) {
  before?.abort();
  const mine = (before = new AbortController());
  history.replaceState(null, "", address);
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-follows]")) {
      const fresh = page.querySelector(`[data-follows="${old.dataset.follows}"]`);
      if (fresh) old.replaceWith(document.importNode(fresh, true));
      else old.replaceChildren();
    }
    document.documentElement.dataset.shown = location.search;
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}
