/* The day beside the slider while it moves; closing a history that was opened in its row. */
"use strict";
(() => {
  let openedBy = null;
  document.addEventListener("input", (event) => {
    const slider = event.target.closest("input[type=range][data-labels]");
    if (!slider) return;
    const labels = JSON.parse(document.getElementById(slider.dataset.labels).textContent);
    const day = labels[Number(slider.value)];
    slider.setAttribute("aria-valuetext", day);
    document.getElementById(`${slider.id}-day`).value = day;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".history-link");
    if (link) openedBy = link;
    const close = event.target.closest("[data-close]");
    if (!close) return;
    close.closest("tr").replaceChildren();
    if (openedBy && openedBy.isConnected) openedBy.focus();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const head = event.target.querySelector("[data-focus]");
    if (head) head.focus({ preventScroll: true });
  });
})();
