// A link with data-drawer opens what it leads to in a drawer over the page. The address bar then names the page that
// says the same: it can be sent on, and Back closes the drawer, as Esc does.

const TRAVELLED = 50; // milliseconds after which htmx has asked whether it should fetch the page

let over = false; // whether the entry of the history that we are on is that of an open drawer
let still = false; // whether the page to which we have travelled is the one that is there
let opener = null; // where the focus goes back to: after travelling, the browser takes it away once more

const drawer = () => document.getElementById("drawer");

async function show(address) {
  const dialog = drawer();
  const content = dialog.querySelector("#drawer-content");
  content.replaceChildren();
  await window.htmx.ajax("GET", address, { target: "#drawer-content", swap: "innerHTML" });
  if (!content.childElementCount) return false;
  over = true;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector("#drawer-title")?.focus();
  return true;
}

async function open(event) {
  const link = event.target.closest?.("a[data-drawer]");
  if (!link || !drawer() || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  opener = link;
  if (!(await show(link.href)) || history.state?.drawer === link.href) return; // a second click came too late
  history.pushState({ drawer: link.href }, "", link.href);
}

function closed({ target }) {
  if (target === drawer() && over) history.back();
}

function travelled(event) {
  const { drawer: address } = event.state ?? {};
  if (!over && !(address && drawer())) return;
  still = true;
  setTimeout(() => {
    still = false;
    if (!over) opener?.focus({ preventScroll: true });
  }, TRAVELLED);
  if (address) {
    show(address);
    return;
  }
  over = false;
  drawer().close();
}

export function startDrawer() {
  document.addEventListener("click", open);
  document.addEventListener("close", closed, { capture: true });
  addEventListener("popstate", travelled);
  // htmx would fetch the page anew: it is still there, only the drawer comes and goes.
  document.addEventListener("htmx:before:history:restore", (event) => {
    if (still) event.preventDefault();
  });
  // Loaded anew while a drawer was open, the page is the explanation itself: the one before has to be fetched.
  if (history.state?.drawer) addEventListener("popstate", () => location.reload(), { once: true });
}
