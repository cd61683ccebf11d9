/* Single keys for what the buttons and links of a proposal do, while the proposal has the focus. */
"use strict";
document.addEventListener("keydown", (event) => {
  const held = event.target.closest("#reviewing");
  const writes = event.target.closest("input, select, textarea");
  if (!held || writes || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const wanted = held.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (wanted) {
    event.preventDefault();
    wanted.click();
  }
});
