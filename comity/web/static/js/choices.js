// Colours, row height and keys: applied at once and kept in a cookie, which the server reads for the next page.

const YEAR = 365 * 24 * 3600;
const PLACES = { scheme: "colorScheme", density: "density", keys: "keys" };

// Paper is white, whatever the screen is.
function startPaper(root) {
  let chosen = root.dataset.colorScheme;
  addEventListener("beforeprint", () => {
    chosen = root.dataset.colorScheme;
    root.dataset.colorScheme = "light";
  });
  addEventListener("afterprint", () => {
    root.dataset.colorScheme = chosen;
  });
}

export function startChoices() {
  const root = document.documentElement;
  startPaper(root);
  for (const form of document.querySelectorAll("[data-choices]")) {
    form.addEventListener("change", ({ target }) => {
      const place = PLACES[target.name];
      if (!place) return;
      root.dataset[place] = target.value;
      if (place === "colorScheme") form.closest("[data-color-scheme]").dataset.colorScheme = target.value;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `comity_${target.name}=${target.value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
    });
  }
}
