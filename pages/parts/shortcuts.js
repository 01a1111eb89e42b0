// A field of Streamlit's tells its content when it loses the focus, and a shortcut does not take it away. Here a field
// is told that it lost the focus, though it has not, before a shortcut acts; and, where it has several lines, when
// somebody pauses in typing, so that a reload or a broken line loses the last second at most. In an open dialog no key of
// the screen behind it acts, and Ctrl + Enter is the dialog's own main button.
const PAUSE = 1000; // milliseconds
let pausing;

function handOver(field) {
  if (field !== document.activeElement || !field.matches("input, textarea")) return;
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  field.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
}

function onInput(event) {
  clearTimeout(pausing);
  if (event.target.matches("textarea") && !event.isComposing) pausing = setTimeout(handOver, PAUSE, event.target);
}

function pressed(event) {
  const held = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...held.filter(Boolean), event.code.replace(/^Key/, "")].join("+");
}

function onKey(event) {
  if (event.isComposing || !window.adbannerKeys.includes(pressed(event))) return;
  handOver(document.activeElement);
  const dialog = document.querySelector('[data-testid="stDialog"]');
  if (!dialog) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (pressed(event) === "Ctrl+Enter") dialog.querySelector('[data-testid="stBaseButton-primary"]')?.click();
}

if (!window.adbannerKeys) {
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("input", onInput, true);
}
