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

// <form data-again>: what cannot be sent now stays where it was typed and goes out later, by itself. The form's
// key makes it one, should the first have arrived after all. [data-state] says how it stands.
const unsent = new Map(); // form: the button that sent it
const sent = new Map(); // form: its words as they went out
const words = (form) => form.querySelector("textarea");
const say = (form, which) => {
  const state = form.querySelector("[data-state]");
  if (state) state.textContent = which ? state.dataset[which] : "";
};
const hold = (form, which, submitter) => {
  if (which === "unsent") unsent.set(form, submitter);
  if (words(form)) changed.add(form);
  say(form, which);
};
const sendAgain = () => {
  for (const [form, submitter] of unsent) {
    if (form.isConnected) form.requestSubmit(submitter?.isConnected ? submitter : undefined);
    else unsent.delete(form);
  }
};
document.addEventListener("htmx:beforeRequest", (event) => {
  const asking = event.target;
  // Nobody looks, or something waits to be sent: what is new can wait.
  if (asking.matches("[data-live]") && (document.hidden || unsent.size)) event.preventDefault();
  if (asking.matches("[data-again]")) sent.set(asking, words(asking)?.value);
});
for (const fault of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(fault, (event) => {
    const form = event.target.closest("[data-again]");
    if (!form) return;
    const status = event.detail.xhr?.status ?? 0;
    if (status >= 400 && status < 500) unsent.delete(form);
    hold(form, status >= 400 && status < 500 ? "refused" : "unsent", event.detail.requestConfig.triggeringEvent?.submitter);
  });
}
// A page that only asks what is new does not take its reader to the sign-in page.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.target.matches("[data-live]") && event.detail.xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
});
// It arrived. What was typed while it was on its way is not swept away with it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (!form?.matches("[data-again]") || !event.detail.shouldSwap) return;
  unsent.delete(form);
  say(form);
  const [before, typed] = [sent.get(form) ?? "", words(form)?.value ?? ""];
  sent.delete(form);
  if (event.detail.xhr.status !== 200 || typed === before) return;
  const rest = typed.startsWith(before) ? typed.slice(before.length).trimStart() : typed;
  const { id } = form;
  document.addEventListener("htmx:afterSettle", () => {
    const fresh = document.getElementById(id);
    if (!fresh || words(fresh).value) return;
    words(fresh).value = rest;
    changed.add(fresh);
  }, { once: true });
});
window.addEventListener("online", sendAgain);
setInterval(() => unsent.size && sendAgain(), 10_000);

// A <details> that was open is open again after its part of the page is new.
let opened = [];
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  opened.push(...[...event.detail.target.querySelectorAll("details[open][id]")].map(({ id }) => id));
});
document.addEventListener("htmx:oobAfterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  opened = [];
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

// <input type="number" data-range>: a slider beside it for the thumb; both say the same.
for (const number of document.querySelectorAll("[data-range]")) {
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, step: 5, tabIndex: -1 });
  slider.value = number.value || 50;
  slider.classList.toggle("idle", !number.value); // it stands somewhere, and nothing is said yet
  slider.setAttribute("aria-hidden", "true");
  for (const touch of ["input", "click"])
    slider.addEventListener(touch, () => {
      number.value = slider.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
  number.addEventListener("input", () => {
    slider.classList.toggle("idle", !number.value);
    if (slider.value !== number.value) slider.value = number.value || 50;
  });
  number.after(slider);
}

// A page that came back with something to mend begins there.
document.querySelector("main [aria-invalid=true]")?.focus();

document.addEventListener("htmx:load", (event) => ready(event.target));
ready(document);
