// Keys for review: a page works without this file, and each key only presses what stands on the page.
"use strict";

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
  return inside || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

document.addEventListener("keydown", (event) => {
  const here = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && here.form) {
    const buttons = here.form.querySelectorAll("button");
    if (buttons.length === 1) here.form.requestSubmit(buttons[0]); // of several, the person chooses one
    return;
  }
  // A key that is held down would decide the next item too.
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(here)) return;
  const list = document.querySelector("dialog.keys");
  if (event.key === "?" && list) {
    list.showModal();
    return;
  }
  if (list && list.open) return;
  if (event.key === "Enter" && here.closest("a, button, summary")) return;
  const target = wanted(event.key);
  if (target) {
    event.preventDefault();
    press(target);
  }
});

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

window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
