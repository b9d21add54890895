// Keys for review: a page works without this file, and each key only presses what stands on the page.
// It is loaded as a module, in which two functions of one name are an error and not the later one.

const writes = (element) => element.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])");

function press(target) {
  if (target.matches("summary")) {
    const box = target.parentElement;
    box.open = true;
    const first = box.querySelector("button, input, select, textarea");
    if (first) first.focus();
  } else {
    target.focus();
    target.click();
  }
}

function wanted(key) {
  const box = document.activeElement.closest("details[open]");
  const inside = box && box.querySelector(`[data-sub-key="${CSS.escape(key)}"]`);
  if (inside) return inside;
  const all = document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
  return [...all].find((each) => each.checkVisibility()); // what is folded away is pressed by nothing
}

// One key opens all that is folded on a page, and folds it again; a list that a page has by hand stays as it is.
function foldAll(event) {
  const folds = [...document.querySelectorAll(`[data-fold-key="${CSS.escape(event.key)}"]`)].map((each) => each.parentElement);
  if (!folds.length) return false;
  event.preventDefault();
  const open = folds.some((each) => !each.open);
  for (const each of folds) each.open = open;
  return true;
}

document.addEventListener("keydown", (event) => {
  const here = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && here.form) {
    const buttons = here.form.querySelectorAll("button");
    if (buttons.length === 1) here.form.requestSubmit(buttons[0]); // of several, the person chooses one
    return;
  }
  if (document.body.dataset.keys === "off") return; // the person wants no single keys
  // A key that is held down would decide the next item too.
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(here)) return;
  const list = document.querySelector("dialog.keys");
  if (event.key === "?" && list) {
    list.showModal();
    return;
  }
  if (list && list.open) return;
  if (event.key === "Enter" && here.closest("a, button, summary")) return;
  if (foldAll(event)) return;
  if (boxes.length > 0 && rowKey(event)) {
    event.preventDefault();
    return;
  }
  const target = wanted(event.key);
  if (target) {
    event.preventDefault();
    press(target);
  }
});

// Rows of a list that are decided as one: j and k go from box to box, x ticks, X ticks all from the last one on.
const boxes = [...document.querySelectorAll("[data-pick]")];
let lastPicked = -1;

function countPicked() {
  const picked = boxes.filter((box) => box.checked).length;
  const all = document.querySelector("[data-pick-all]");
  all.checked = picked === boxes.length;
  all.indeterminate = picked > 0 && picked < boxes.length;
  document.querySelector("[data-picked]").textContent = picked || "";
}

function pick(at, ticked, fromLast) {
  const first = fromLast && lastPicked >= 0 ? Math.min(lastPicked, at) : at;
  const last = fromLast && lastPicked >= 0 ? Math.max(lastPicked, at) : at;
  for (const box of boxes.slice(first, last + 1)) box.checked = ticked;
  lastPicked = at;
  countPicked();
}

function rowAt(element) {
  const row = element.closest("li");
  return row ? boxes.findIndex((box) => row.contains(box)) : -1;
}

if (boxes.length > 0) {
  const all = document.querySelector("[data-pick-all]");
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    countPicked();
  });
  boxes.forEach((box, at) => box.addEventListener("click", (event) => pick(at, box.checked, event.shiftKey)));
  for (const words of document.querySelectorAll(".bulk .with-scripts")) words.hidden = false;
  window.addEventListener("pageshow", countPicked);
}

const ROW_KEYS = { j: 1, k: -1 };

function rowKey(event) {
  const here = rowAt(event.target);
  if (event.key in ROW_KEYS) {
    const next = here < 0 ? 0 : Math.min(Math.max(here + ROW_KEYS[event.key], 0), boxes.length - 1);
    boxes[next].focus();
  } else if (event.key.toLowerCase() === "x") {
    const at = Math.max(here, 0);
    boxes[at].focus();
    pick(at, event.key === "X" || !boxes[at].checked, event.key === "X");
  } else {
    return false;
  }
  return true;
}

// The words of a text: arrow keys go from one to the next, with Shift they select, a key says what they mean.
const area = document.querySelector("[data-words]");
const words = area ? [...area.querySelectorAll(".word")] : [];
const WORD_KEYS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8, Home: -Infinity, End: Infinity };
let anchor = 0;
let focus = 0;

function select(to, extending) {
  focus = Math.min(Math.max(to, 0), words.length - 1);
  if (!extending) anchor = focus;
  const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)];
  words.forEach((word, at) => {
    word.setAttribute("aria-pressed", String(at >= first && at <= last));
    word.tabIndex = at === focus ? 0 : -1;
  });
  words[focus].focus();
}

function mark(button) {
  const chosen = words.filter((word) => word.getAttribute("aria-pressed") === "true");
  const status = area.querySelector("[role=status]");
  if (chosen.length === 0) {
    status.textContent = status.dataset.none;
    return;
  }
  const [start, end] = [chosen[0].dataset.start, chosen[chosen.length - 1].dataset.end];
  const [label, speaks] = button.dataset.mark.split(":");
  const value = `${label}:${start}:${end}:${speaks}`;
  const marks = document.querySelector("[data-marks]");
  let box = [...marks.querySelectorAll("input")].find((each) => each.value === value);
  const quoted = `“${chosen.map((word) => word.textContent).join(" ")}” ${button.dataset.wordsOfMark}`;
  if (!box) {
    const row = document.createElement("label");
    row.className = "check";
    box = Object.assign(document.createElement("input"), { type: "checkbox", name: "span", value });
    row.append(box, ` ${quoted}`);
    marks.append(row);
  }
  box.checked = true;
  const is = document.querySelector(`input[name=label][value=${label}]`);
  if (is && speaks === "yes") is.checked = true; // who says what speaks for it says that it is so
  status.textContent = `${status.dataset.told} ${quoted}`;
  words[focus].focus();
}

if (area) {
  area.hidden = false;
  area.addEventListener("keydown", (event) => {
    const way = WORD_KEYS[event.key];
    if (way === undefined || !event.target.matches(".word") || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    select(focus + way, event.shiftKey);
  });
  words.forEach((word, at) => word.addEventListener("click", (event) => select(at, event.shiftKey)));
  for (const button of area.querySelectorAll("[data-mark]")) button.addEventListener("click", () => mark(button));
}

// One press is one decision: a second click on its way would only be refused.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  else event.target.dataset.sent = "yes";
});

// An open page keeps the item that it shows; a page that is left gives it back.
const claim = document.querySelector("[data-claim]");
const RENEW_AFTER = 60_000; // milliseconds; a claim lasts some minutes
const toClaim = (act) => `${claim.dataset.claim}/${act}`;

async function renew() {
  let answer;
  try {
    answer = await fetch(toClaim("renew"), { method: "POST", redirect: "error" });
  } catch {
    return; // no network for a moment; the next round tells
  }
  if (answer.ok) return;
  clearInterval(renewing);
  claim.querySelector("[role=alert]").hidden = false;
}

const renewing = claim && setInterval(renew, RENEW_AFTER);
if (claim) {
  for (const words of claim.querySelectorAll(".with-scripts")) words.hidden = false;
  window.addEventListener("pagehide", () => {
    navigator.sendBeacon(toClaim("release"), new URLSearchParams({ token: claim.dataset.token }));
  });
}

// The queue tells what came in since it was opened; it moves no row under the eyes of who reads it.
const live = document.querySelector("[data-live-from]");

function putInPlace(part) {
  const here = document.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
  if (!here || here.innerHTML.trim() === part.innerHTML.trim()) return; // what is the same is not read out again
  const focused = here.contains(document.activeElement);
  here.replaceChildren(...part.childNodes);
  const link = here.querySelector("a");
  if (focused && link) link.focus();
}

async function tellNews() {
  if (document.hidden) return;
  try {
    const answer = await fetch(live.dataset.liveFrom, { redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh.querySelectorAll("[data-live]").forEach(putInPlace);
  } catch {
    // no network for a moment, or signed out; the page stays as it is
  }
}

if (live) {
  setInterval(tellNews, Number(live.dataset.liveEvery) * 1000);
  document.addEventListener("visibilitychange", tellNews);
}

// What stands in the fields of a path is kept when its page is left in the middle.
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => { form.dataset.edited = "yes"; }); // what nobody typed, nobody said
  window.addEventListener("pagehide", () => {
    if (form.dataset.sent || !form.dataset.edited) return;
    navigator.sendBeacon(`${form.getAttribute("action")}/keep`, new URLSearchParams(new FormData(form)));
  });
}

window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A page that changes by itself is loaded anew when there is news, and never while somebody is at work in it.
const again = document.querySelector('meta[name="look-again"]');
const shownOf = (page) => page.querySelector("main").innerHTML;

async function showAnew(before) {
  let now = before;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" });
    now = shownOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    return; // signed out, or no network for a moment; the next round tells
  }
  const busy = document.hidden || document.querySelector("main").contains(document.activeElement);
  if (now !== before && !busy) location.reload();
}

if (again) {
  const before = shownOf(document);
  setInterval(() => showAnew(before), Number(again.content) * 1000);
}

// The meaning of slang stands over other text while its word has the pointer or the focus; Escape puts it away.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const word of document.querySelectorAll(".gloss:is(:hover, :focus)")) word.classList.add("put-away");
});
for (const word of document.querySelectorAll(".gloss")) {
  for (const leaving of ["mouseleave", "blur"]) {
    word.addEventListener(leaving, () => word.classList.remove("put-away"));
  }
}
