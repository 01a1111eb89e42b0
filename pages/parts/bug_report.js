// Esc closes a dialog before its field has told what is typed: here the field tells it first.
function tell(event) {
  const field = document.activeElement;
  if (event.code === "Escape" && field.matches('[data-testid="stDialog"] textarea')) field.blur();
}

if (!window.adbannerTells) window.addEventListener("keydown", tell, true);
window.adbannerTells = true;
