// A link that opens a question in place, instead of going to the page that asks the same; and a combobox fault.

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const dialog = document.getElementById(opener.dataset.opens);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  // The kit's combobox keeps the attribute `list` beside role=combobox, which is not allowed: it does not need it.
  customElements.whenDefined("ds-suggestion").then(() => {
    for (const input of document.querySelectorAll("ds-suggestion input[role=combobox][list]")) {
      input.setAttribute("aria-controls", input.getAttribute("list"));
      input.removeAttribute("list");
    }
  });
}
