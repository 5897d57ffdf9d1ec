// Single keys, by their place on the keyboard so that they work on an Arabic or a French one. Never inside fields,
// never with a modifier, and not at all when they are switched off. A page may set other keys:
// <html data-keymap='{"KeyN": "next"}'>; the names are those of ACTIONS. A link or a button may have a key of its own:
// data-key="KeyN". The list behind "?" names it by its own words, or by data-key-label.

const DEFAULT_KEYS = {
  Slash: "find",
  KeyJ: "next",
  KeyK: "previous",
  KeyX: "select",
  Enter: "open",
  BracketLeft: "pageBefore",
  BracketRight: "pageNext",
  KeyG: "go",
  KeyF: "filter",
};
const SECTIONS = { KeyT: "today", KeyM: "menu", KeyP: "programmes", KeyD: "decisions", KeyC: "consultations", KeyR: "resources" };
const WAIT = 1500;

let going = 0;

function rows() {
  return [...document.querySelectorAll("[data-rows] > *, table[data-hover] > tbody > tr")].filter((row) => row.querySelector("a"));
}

function current() {
  return document.querySelector("[data-row-current]");
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const from = current();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(from) + (from ? step : Math.max(step, 1))))];
  from?.removeAttribute("data-row-current");
  next.setAttribute("data-row-current", "");
  next.querySelector("a").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  const link = document.querySelector(selector);
  link?.click();
  return Boolean(link);
}

const ACTIONS = {
  find() {
    const field = document.querySelector("[data-key-search]");
    if (field) {
      field.focus();
      field.select();
    } else follow("[data-key-find]");
  },
  next: () => move(1),
  previous: () => move(-1),
  select: () => current()?.querySelector("[data-row-select]")?.click(),
  open: () => current()?.querySelector("a")?.click(),
  pageBefore: () => follow("[data-key-previous]"),
  pageNext: () => follow("[data-key-next]"),
  filter: () => document.querySelector(".c-filters input")?.focus(),
  go() {
    going = performance.now();
  },
};

function typing(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

// Of several with the same key, one to a row, that of the current row is meant.
function ownKey(code) {
  const all = [...document.querySelectorAll(`[data-key="${code}"]`)].filter((one) => one.checkVisibility());
  return all.find((one) => current()?.contains(one)) ?? all[0];
}

// The page's own keys stand in the list after those that hold everywhere.
function help() {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const list = dialog.querySelector("dl");
  for (const old of list.querySelectorAll("[data-own]")) old.remove();
  const named = new Map([...document.querySelectorAll("[data-key]")].reverse().map((one) => [one.dataset.key, one]));
  for (const one of [...named.values()].reverse()) {
    const line = list.lastElementChild.cloneNode(true);
    line.dataset.own = "";
    line.querySelector("kbd").textContent = one.dataset.key.replace("Key", "").toLowerCase();
    line.querySelector("dd").textContent = one.dataset.keyLabel ?? one.textContent.trim();
    list.append(line);
  }
  dialog.showModal();
}

function press(event) {
  const root = document.documentElement;
  if (root.dataset.keys === "off" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector("dialog:modal")) return;
  if (event.key === "?") {
    event.preventDefault();
    help();
    return;
  }
  if (event.shiftKey) return;
  if (going && performance.now() - going < WAIT && SECTIONS[event.code]) {
    going = 0;
    if (follow(`#sections a[href*="/${SECTIONS[event.code]}/"]`)) event.preventDefault();
    return;
  }
  const keys = { ...DEFAULT_KEYS, ...JSON.parse(root.dataset.keymap || "{}") };
  const name = keys[event.code];
  const own = ownKey(event.code);
  if (own) {
    event.preventDefault();
    own.click();
    return;
  }
  if (!ACTIONS[name]) return;
  if (name === "open" && (!current() || event.target.closest?.("a, button, summary"))) return;
  event.preventDefault();
  ACTIONS[name]();
}

// Ctrl+Enter sends the form in which one types, by the button that says so.
function send(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const button = event.target.closest?.("form")?.querySelector("[data-send]");
  if (!button) return;
  event.preventDefault();
  button.click();
}

export function startKeyboard() {
  document.addEventListener("keydown", send);
  document.addEventListener("keydown", press);
}
