// Silence clocks and moments. The server's time is the truth: a page counts from the instant it was written,
// with the browser's monotonic clock, so that a wrong computer clock shows no wrong time.

import { say } from "./requests.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ticking = new Map();

function inWords(left, words) {
  const minutes = Math.max(0, Math.floor(left / MINUTE));
  const d = Math.floor(minutes / 1440);
  const h = Math.floor((minutes % 1440) / 60);
  const m = minutes % 60;
  const pattern = d ? words.days : h ? words.hours : words.minutes;
  return pattern.replace("{d}", d).replace("{h}", h).replace("{m}", m);
}

function draw(block) {
  const clock = ticking.get(block);
  const now = clock.written + (performance.now() - clock.shown);
  const left = clock.ends - now;
  const face = block.querySelector("[data-left]");
  if (face) face.textContent = inWords(left, face.dataset);
  const whole = clock.ends - clock.opened;
  const share = `${Math.min(100, Math.max(0, (100 * (now - clock.opened)) / whole)).toFixed(2)}%`;
  block.querySelector(".d-clock-gone")?.setAttribute("width", share);
  for (const end of ["x1", "x2"]) block.querySelector(".d-clock-now")?.setAttribute(end, share);
  block.querySelector(".d-strong")?.setAttribute("x", share);
  for (const [limit, words] of [[DAY, "sayDay"], [HOUR, "sayHour"], [0, "sayOver"]]) {
    if (clock.left > limit && left <= limit) say(block.dataset[words], "warning");
  }
  clock.left = left;
  if (left <= 0) {
    clearInterval(clock.timer);
    ticking.delete(block);
  }
}

function startClock(block) {
  if (ticking.has(block)) return;
  const { opened, ends, now } = block.dataset;
  const clock = { opened: Date.parse(opened), ends: Date.parse(ends), written: Date.parse(now), shown: performance.now() };
  clock.left = clock.ends - clock.written;
  clock.timer = setInterval(() => draw(block), MINUTE);
  ticking.set(block, clock);
}

// The reader's own time, where it differs from the seat's.
function yourTime(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const wall = (at, timeZone, options) => new Intl.DateTimeFormat(language, { timeZone, ...options }).format(at);
  const full = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const place = zone.split("/").pop().replaceAll("_", " ");
  for (const row of root.querySelectorAll("[data-your-time]")) {
    const at = new Date(row.dataset.yourTime);
    if (wall(at, zone, full) === wall(at, "Europe/Brussels", full)) continue;
    row.querySelector("dd").textContent = `${wall(at, zone, full)} ${place}`;
    row.hidden = false;
  }
  for (const mark of root.querySelectorAll("time[data-moment]:not([title])")) {
    const at = new Date(mark.dateTime);
    if (wall(at, zone, full) !== wall(at, "Europe/Brussels", full)) mark.title = `${wall(at, zone, full)} ${place}`;
  }
}

export function startClocks(root) {
  for (const [block, clock] of ticking) {
    if (block.isConnected) continue;
    clearInterval(clock.timer);
    ticking.delete(block);
  }
  root.querySelectorAll("[data-silence]").forEach(startClock);
  yourTime(root);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) for (const block of [...ticking.keys()]) draw(block);
});
