// One key presses what bears its letter in data-key, unless somebody is writing. "?" lists the keys of a page.
const hint = document.querySelector("[data-keys]");
const keyed = [...document.querySelectorAll("[data-key]")].filter((each) => each !== hint);
if (hint && keyed.length) {
  const box = document.body.appendChild(document.createElement("dialog"));
  const close = Object.assign(document.createElement("button"), { className: "plain", textContent: "Close" });
  const list = box.appendChild(Object.assign(document.createElement("dl"), { className: "terms keylist" }));
  box.setAttribute("aria-label", "Keys of this page");
  for (const each of [...keyed, hint]) {
    const words = each.dataset.does || [...each.childNodes].filter((n) => n.nodeName !== "KBD").map((n) => n.textContent).join("").trim();
    list.append(
      Object.assign(document.createElement("dt"), { textContent: each.dataset.key }),
      Object.assign(document.createElement("dd"), { textContent: words }),
    );
  }
  box.append(close);
  close.addEventListener("click", () => box.close());
  hint.hidden = false;
  hint.addEventListener("click", () => box.showModal());
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target;
  if (at.closest("input, select, textarea, [contenteditable]")) {
    if (event.key === "Escape") at.blur();
    return;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (wanted) {
    event.preventDefault();
    wanted.click();
  }
});
