// Adds to the pages and carries nothing: every page works without it.

// Start reading at what is wrong, or at what must be told first.
document.querySelector(".summary, .notice[role=alert]")?.focus();

// A double click sends a form once; the server is the real guard.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) {
    return;
  }
  if (Date.now() - (sent.get(event.target) ?? 0) < 1000) {
    event.preventDefault();
  } else {
    sent.set(event.target, Date.now());
  }
});

// Printing takes a script, so its button is only there with one.
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// So does copying, which browsers allow on safe pages only.
for (const button of document.querySelectorAll("[data-copy]")) {
  const from = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  // A text area is there for those who copy by hand.
  from.closest(".field")?.toggleAttribute("hidden", !button.hidden);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(from.value ?? from.textContent);
    const told = button.nextElementSibling;
    told.textContent = told.dataset.copied;
  });
}

// What is shown once was posted for; reloading must not post again.
const shown = document.querySelector("[data-address]");
if (shown) {
  history.replaceState(null, "", shown.dataset.address);
}

// A page brought back from memory may show old answers: ask the server again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});
