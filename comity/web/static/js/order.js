// Putting rows in order: dragging, typing a place, and buttons that move a row without a request. What is sent are the
// numbers, with or without scripts; what has moved is said to those who do not see it.

const rowsOf = (body) => [...body.querySelectorAll("[data-order-row]")];

function moved(body, row) {
  rowsOf(body).forEach((one, index) => {
    one.querySelector("[data-order-place]").value = String(index + 1);
  });
  const unkept = body.closest("form")?.querySelector("[data-order-unkept]");
  if (unkept) unkept.hidden = false;
  const said = document.getElementById("said");
  if (!said) return;
  const facts = {
    "{name}": row.querySelector("[data-order-name]").textContent.trim(),
    "{place}": rowsOf(body).indexOf(row) + 1,
    "{all}": rowsOf(body).length,
  };
  said.textContent = body.dataset.said.replace(/\{\w+\}/g, (gap) => facts[gap]);
}

function put(body, row, place) {
  const others = rowsOf(body).filter((one) => one !== row);
  const at = Math.min(others.length, Math.max(0, place));
  if (at < others.length) others[at].before(row);
  else others.at(-1)?.after(row);
  moved(body, row);
}

// A row is held anywhere but in its fields: in them, a pointer marks text.
function draggable(row, body) {
  let next = null;
  row.draggable = true;
  row.addEventListener("pointerdown", ({ target }) => {
    row.draggable = !target.closest("input");
  });
  row.addEventListener("dragstart", (event) => {
    row.dataset.dragged = "";
    next = row.nextElementSibling;
    event.dataTransfer.effectAllowed = "move";
  });
  row.addEventListener("dragend", (event) => {
    delete row.dataset.dragged;
    if (event.dataTransfer.dropEffect === "none") body.insertBefore(row, next);
    else moved(body, row);
  });
  row.addEventListener("dragover", (event) => {
    const dragged = body.querySelector("[data-dragged]");
    if (!dragged) return;
    event.preventDefault();
    if (dragged === row) return;
    const box = row.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) row.before(dragged);
    else row.after(dragged);
  });
}

function start(row, body) {
  for (const [name, by] of [["up", -1], ["down", 1]]) {
    const button = row.querySelector(`[data-order-${name}]`);
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      put(body, row, rowsOf(body).indexOf(row) + by);
      button.focus();
    });
  }
  if (!row.querySelector("[data-order-up]")) return;
  draggable(row, body);
  const field = row.querySelector("[data-order-place]");
  field.addEventListener("change", () => {
    const place = Number.parseInt(field.value, 10);
    if (Number.isNaN(place)) return;
    put(body, row, place - 1);
  });
  // Enter in a field would press the first button of the form, and that moves the first row.
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    field.dispatchEvent(new Event("change"));
    field.focus();
  });
}

export function startOrder(root) {
  for (const body of root.querySelectorAll("[data-order]")) {
    if (body.dataset.started !== undefined) continue;
    body.dataset.started = "";
    body.addEventListener("drop", (event) => event.preventDefault());
    for (const row of rowsOf(body)) start(row, body);
  }
}
