// What pages do beyond what the server wrote. Every module may be absent: the page works without it.

import { startChoices } from "./choices.js";
import { startClocks } from "./clock.js";
import { startDialogs } from "./dialogs.js";
import { startDrawer } from "./drawer.js";
import { startKeyboard } from "./keyboard.js";
import { startOrder } from "./order.js";
import { startRequests } from "./requests.js";
import { startRows } from "./rows.js";
import { startSliders } from "./sliders.js";

document.documentElement.classList.add("c-scripted");

startChoices();
startDialogs();
startDrawer();
startKeyboard();
startRequests();

// Fragments that htmx puts into the page need the same care as the page itself.
function care(root) {
  startClocks(root);
  startOrder(root);
  startRows(root);
  startSliders(root);
}

care(document);

document.addEventListener("htmx:after:swap", (event) => {
  care(document);
  const target = event.detail?.ctx?.target ?? event.target;
  const wanted = target?.querySelector?.("[autofocus]") ?? document.querySelector("#refusal[autofocus]");
  wanted?.focus();
});
