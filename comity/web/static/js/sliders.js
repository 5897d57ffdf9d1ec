// Weights that make one whole: a slider beside each number, and what is missing. The number is what is sent, what the
// keyboard reaches and what a screen reader names; the slider is the same number for a hand on a mouse or a screen.

const SMALL = 1;
const LARGE = 10;
const STEPS = { ArrowUp: SMALL, ArrowDown: -SMALL, PageUp: LARGE, PageDown: -LARGE };
const SAID_AFTER = 700;

const clamp = (value) => Math.min(100, Math.max(0, value));

function stepped(value, by) {
  if (Math.abs(by) === LARGE) return clamp(value + by);
  return clamp(by > 0 ? Math.floor(value) + 1 : Math.ceil(value) - 1);
}

function addSlider(field, changed) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: "100", step: "any", value: field.value, tabIndex: -1 });
  slider.className = "c-slider";
  slider.setAttribute("aria-hidden", "true");
  slider.addEventListener("input", () => {
    field.value = String(Math.round(slider.value));
    changed();
  });
  slider.addEventListener("focus", () => field.focus());
  field.addEventListener("input", () => {
    slider.value = field.value;
    changed();
  });
  field.addEventListener("keydown", (event) => {
    if (!STEPS[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    field.value = String(stepped(Number(field.value) || 0, STEPS[event.key]));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.parentElement.before(slider);
}

function follow(form) {
  const fields = [...form.querySelectorAll("[data-weight]")];
  const total = form.querySelector("[data-total]");
  const said = form.querySelector("[data-total-said]");
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  let waiting = 0;

  function count() {
    const tenths = fields.reduce((sum, field) => sum + Math.round(10 * (Number(field.value) || 0)), 0);
    const off = tenths - 1000;
    const { missing, over, whole } = total.dataset;
    total.querySelector("[data-total-sum]").textContent = number.format(tenths / 10);
    total.querySelector("[data-total-rest]").textContent = off
      ? (off < 0 ? missing : over).replace("{n}", number.format(Math.abs(off) / 10))
      : whole;
    total.toggleAttribute("data-off", off !== 0);
  }

  for (const field of fields) {
    addSlider(field, () => {
      count();
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        said.textContent = total.textContent.trim().replace(/\s+/g, " ");
      }, SAID_AFTER);
    });
  }
  count();
}

export function startSliders(root) {
  for (const form of root.querySelectorAll("[data-weights]")) {
    if (form.dataset.started !== undefined) continue;
    form.dataset.started = "";
    follow(form);
  }
}
