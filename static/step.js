// Keeps what is typed on a step, a moment after typing stops and when the page is left. The server checks nothing of
// it and shows nothing; whoever has no script loses nothing by Continue, Back and the other buttons either.

const line = document.querySelector(".keeping");
const form = document.querySelector("#step");

// After the last key, and between two requests; a failed one is tried again after more and more time.
const [QUIET, PAUSE, LONGEST] = [800, 2000, 30000];

let unsaved = "unsaved" in line.dataset;
let [order, failures, earliest] = [0, 0, 0];
let [timer, sending, stopped] = [0, false, false];

// Said again, the same words would be read out again: they only go out of sight.
const say = (word) => {
  line.classList.toggle("past", !word);
  if (word && line.textContent !== line.dataset[word]) {
    line.textContent = line.dataset[word];
  }
};

const plan = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(keep, Math.max(wait, earliest - Date.now()));
};

const keep = async (leaving = false) => {
  // Whoever leaves cannot wait: of two requests on their way, the server takes the later one by its order.
  if (!unsaved || stopped || (sending && !leaving)) {
    return;
  }
  unsaved = false;
  sending = true;
  clearTimeout(timer);
  order = Math.max(order + 1, Date.now());
  const body = new URLSearchParams(new FormData(form));
  body.append("action", "draft");
  body.append("order", order);
  // It goes on though the page is left; browsers take no more than 64 KiB so, and the server no more at all.
  const request = { method: "POST", body, keepalive: `${body}`.length < 60000, redirect: "manual" };
  // A form's own "action" is hidden by its buttons of that name.
  const { status } = await fetch(form.getAttribute("action"), request).catch(() => ({ status: 503 }));
  sending = false;
  const failed = status >= 500 || status === 429;
  failures = failed ? failures + 1 : 0;
  earliest = Date.now() + Math.min(PAUSE * 2 ** Math.max(failures - 1, 0), LONGEST);
  stopped = !failed && status !== 204;
  unsaved ||= failed;
  if (stopped) {
    say(status === 409 ? "elsewhere" : "stopped");
  } else if (failed) {
    say("retrying");
  } else if (!unsaved) {
    say("kept");
  }
  if (unsaved) {
    plan(QUIET);
  }
};

form.addEventListener("input", () => {
  if (stopped) {
    return;
  }
  unsaved = true;
  if (!failures) {
    say();
  }
  plan(QUIET);
});

// A button of the form sends all of it.
form.addEventListener("submit", () => {
  clearTimeout(timer);
  unsaved = false;
});

window.addEventListener("online", () => {
  earliest = 0;
  keep();
});
window.addEventListener("pagehide", () => keep(true));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    keep(true);
  }
});
