// What JavaScript adds. Every page and every button works without it.

// htmx posts carry the token of the form they stand in, or of any form on the page.
document.addEventListener("htmx:configRequest", (event) => {
  const own = event.target.closest("form")?.querySelector("[name=csrfmiddlewaretoken]");
  const token = own ?? document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// An answer that says what to mend (422) is shown like any other.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// <button data-copy="#id">: copies what stands there and says so. Hidden where copying is not possible.
const ready = (root) => {
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
};
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  if (button.dataset.copied) button.textContent = button.dataset.copied;
});

// <form data-auto>: sends itself when something in it is chosen; its own button can then step aside.
document.addEventListener("change", (event) => {
  event.target.form?.matches("[data-auto]") && event.target.form.requestSubmit();
});

// <form data-keep>: the browser asks before typed words are lost.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-keep]")) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// What was tapped is gone after a swap: whoever goes by keyboard goes on from the part that changed.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) document.querySelector("[data-focus]")?.focus({ preventScroll: true });
});

// <select data-zone>: where nobody chose a clock yet, this device's.
for (const zone of document.querySelectorAll("[data-zone]")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.value === "UTC" && [...zone.options].some((option) => option.value === here)) zone.value = here;
}

// <input type="range" data-scale>: moves the number beside it and is moved by it. An empty number stays empty.
for (const slider of document.querySelectorAll("[data-scale]")) {
  const number = slider.parentElement.querySelector("[type=number]");
  slider.hidden = false;
  slider.addEventListener("input", () => (number.value = slider.value));
  number.addEventListener("input", () => (slider.value = number.value || 50));
}

// A page that came back with something to mend begins there.
document.querySelector("main [aria-invalid=true]")?.focus();

document.addEventListener("htmx:load", (event) => ready(event.target));
ready(document);
