// What may go wrong with a request in the background, and what a reader who cannot see the change is told.

const LASTS = 12_000;

export function say(words, tone = "info") {
  const region = document.getElementById("toasts");
  if (!region || !words) return;
  const line = document.createElement("p");
  line.className = "c-toast";
  line.dataset.color = tone;
  line.textContent = words;
  region.append(line);
  fade(line);
}

// News goes away by itself, but not while somebody points at it.
function fade(line) {
  const leave = () => (line.matches(":hover") ? setTimeout(leave, LASTS) : line.remove());
  setTimeout(leave, LASTS);
}

// A whole page in answer to a request for a part of one: a redirect to sign in, or a page that says what is wrong.
function wholePage(event) {
  const { ctx } = event.detail;
  if (!/^\s*<!doctype/i.test(ctx.text ?? "") || ctx.target === document.body || ctx.response.status >= 500) return;
  if (ctx.response.raw.redirected) {
    event.preventDefault();
    location.assign(ctx.response.raw.url);
    return;
  }
  ctx.target = document.body;
  ctx.swap = "innerHTML";
}

function announce() {
  const said = document.getElementById("said");
  const words = [...document.querySelectorAll("[data-announce]")].map((one) => one.textContent.trim()).join(". ");
  if (said && said.textContent !== words) said.textContent = words;
}

function countWaiting() {
  const shown = document.querySelector(".c-sections [data-waiting]");
  if (!shown) return;
  const counts = [...document.querySelectorAll("#sections .c-count")].map((one) => Number.parseInt(one.textContent, 10) || 0);
  const all = counts.reduce((sum, one) => sum + one, 0);
  shown.hidden = all === 0;
  shown.firstChild.textContent = String(all);
}

export function startRequests() {
  const { sayFailed, sayOffline } = document.body.dataset;
  document.addEventListener("htmx:after:request", wholePage);
  document.addEventListener("htmx:response:error", ({ detail }) => {
    if (detail.ctx.response.status >= 500) say(sayFailed, "warning");
  });
  document.addEventListener("htmx:error", ({ detail }) => {
    if (detail.error instanceof TypeError || detail.ctx?.request?.signal?.aborted) say(sayOffline, "warning");
  });
  document.addEventListener("htmx:after:swap", () => {
    announce();
    countWaiting();
  });
  document.querySelectorAll("#toasts .c-toast").forEach(fade);
}
