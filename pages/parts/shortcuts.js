// Streamlit's shortcuts click a button without taking what is being typed along. These keys hand it over first: a field
// tells its content when it loses the focus. In an open dialog no key of the screen behind it acts, and Ctrl + Enter is
// the dialog's own main button.
function pressed(event) {
  const held = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...held.filter(Boolean), event.code.replace(/^Key/, "")].join("+");
}

function handOver(event) {
  if (event.isComposing || !window.adbannerKeys.includes(pressed(event))) return;
  const field = document.activeElement;
  if (field.matches("input, textarea")) {
    field.blur();
    field.focus({ preventScroll: true });
  }
  const dialog = document.querySelector('[data-testid="stDialog"]');
  if (!dialog) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (pressed(event) === "Ctrl+Enter") dialog.querySelector('[data-testid="stBaseButton-primary"]')?.click();
}

if (!window.adbannerKeys) window.addEventListener("keydown", handOver, true);
