// Putting rows in order: dragging, and buttons that move a row without a request. Numbers and the form do the rest.

function renumber(body) {
  [...body.querySelectorAll("[data-order-place]")].forEach((field, index) => {
    field.value = String(index + 1);
  });
}

function move(row, by) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(row);
  else other.after(row);
  renumber(row.parentElement);
}

function draggable(row, body) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    row.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
  });
  row.addEventListener("dragend", () => {
    delete row.dataset.dragged;
    renumber(body);
  });
  row.addEventListener("dragover", (event) => {
    const dragged = body.querySelector("[data-dragged]");
    if (!dragged || dragged === row) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) row.before(dragged);
    else row.after(dragged);
  });
}

export function startOrder(root) {
  for (const body of root.querySelectorAll("[data-order]")) {
    if (body.dataset.started !== undefined) continue;
    body.dataset.started = "";
    for (const row of body.querySelectorAll("[data-order-row]")) {
      for (const [name, by] of [["up", -1], ["down", 1]]) {
        const button = row.querySelector(`[data-order-${name}]`);
        if (!button) continue;
        draggable(row, body);
        button.addEventListener("click", (event) => {
          event.preventDefault();
          move(row, by);
          button.focus();
        });
      }
    }
  }
}
