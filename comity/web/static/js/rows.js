// Selecting rows of a table: all at once, and the bar that tells how many.

function bar(boxes) {
  const place = document.querySelector("[data-selection]");
  const chosen = boxes.filter((box) => box.checked).length;
  if (place) {
    place.hidden = chosen === 0;
    const count = place.querySelector("[data-selection-count]");
    if (count) count.textContent = String(chosen);
  }
  const all = document.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}

export function startRows(root) {
  const boxes = [...root.querySelectorAll("[data-row-select]")];
  const all = root.querySelector("[data-select-all]");
  if (!boxes.length) return;
  if (all) {
    all.hidden = false;
    all.onchange = () => {
      for (const box of boxes) box.checked = all.checked;
      bar(boxes);
    };
  }
  for (const box of boxes) box.onchange = () => bar(boxes);
  bar(boxes);
}
