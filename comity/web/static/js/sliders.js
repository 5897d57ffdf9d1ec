// A slider beside each number of a weight. The number is what is sent, with or without scripts.

export function startSliders(root) {
  for (const field of root.querySelectorAll("[data-weight]")) {
    if (field.dataset.started !== undefined) continue;
    field.dataset.started = "";
    const slider = document.createElement("input");
    slider.type = "range";
    for (const name of ["min", "max", "step"]) slider[name] = field.getAttribute(name) ?? "";
    slider.value = field.value;
    slider.className = "c-slider";
    slider.setAttribute("aria-label", field.labels?.[0]?.textContent?.trim() ?? "");
    slider.oninput = () => {
      field.value = slider.value;
    };
    field.oninput = () => {
      slider.value = field.value;
    };
    field.after(slider);
  }
}
