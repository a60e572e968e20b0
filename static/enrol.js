// Adds to the pages and carries nothing: every page works without it. Before it the server puts `words`: what is said of
// what is typed, in the language of the page.

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

// Keeps what is typed on a step, a moment after typing stops and when the page is left. The server checks nothing of
// it and shows nothing; whoever has no script loses nothing by Continue, Back and the other buttons either.
const line = document.querySelector(".keeping:not([data-off])");
if (line) {
  const form = document.querySelector("#step");
  // A form's own "action" is hidden by its buttons of that name.
  const path = new URL(form.getAttribute("action"), document.baseURI).pathname;

  // After the last key, and between two requests; a failed one is tried again after more and more time.
  const [QUIET, PAUSE, LONGEST] = [800, 2000, 10000];
  // The server takes 256 KiB: more would be lost with the page.
  const LARGEST = 260000;

  let unsaved = "unsaved" in line.dataset;
  let [order, failures, earliest] = [0, 0, 0];
  let [timer, sending, stopped, cut] = [0, false, false, false];
  let [pressed, submitted] = [null, false];

  // Where the tab remembers that a page was left before the server had answered.
  const LEFT = "left";

  // Said again, the same words would be read out again: they only go out of sight.
  const say = (word) => {
    line.classList.toggle("past", !word);
    if (word && line.textContent !== words[word]) {
      line.textContent = words[word];
    }
  };

  const typed = () => new URLSearchParams(new FormData(form));

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
    const body = typed();
    body.append("action", "draft");
    body.append("order", order);
    // It goes on though the page is left; browsers take no more than 64 KiB so, and the server no more at all.
    const request = { method: "POST", body, keepalive: `${body}`.length < 60000, redirect: "manual" };
    const sent = order;
    // Nobody answers: there is no status.
    const { status } = await fetch(path, request).catch(() => ({}));
    if (sent === order) {
      sending = false;
      sessionStorage.removeItem(LEFT);
    }
    cut = status === undefined;
    const failed = cut || status >= 500 || status === 429;
    failures = failed ? failures + 1 : 0;
    earliest = Date.now() + Math.min(PAUSE * 2 ** Math.max(failures - 1, 0), LONGEST);
    stopped = !failed && status !== 204;
    unsaved ||= failed;
    if (stopped) {
      say(status === 409 ? "elsewhere" : "stopped");
    } else if (failed) {
      say(pressed ? "waiting" : "retrying");
    } else if (!unsaved) {
      say("kept");
    }
    if (pressed && !cut) {
      form.requestSubmit(pressed);
    } else if (unsaved) {
      plan(QUIET);
    }
  };

  const leave = () => {
    keep(true);
    if (sending && !submitted) {
      sessionStorage.setItem(LEFT, `${path} ${order} 0`);
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

  // A button of the form sends all of it. While nobody answers, the browser would put a page of its own in the place of
  // what is typed: the form waits until somebody does.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (`${typed()}`.length > LARGEST) {
      event.preventDefault();
      say("large");
    } else if (cut) {
      event.preventDefault();
      pressed = event.submitter;
      unsaved = true;
      earliest = 0;
      say("waiting");
      keep();
    } else {
      unsaved = false;
      submitted = true;
    }
  });

  window.addEventListener("online", () => {
    earliest = 0;
    keep();
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      leave();
    }
  });

  // Reloaded, or gone back to, this page may have been made before what was typed on it had arrived: it is asked for
  // again until it has. The tab remembers when that was typed, and nothing of what.
  const [left, at, tries] = (sessionStorage.getItem(LEFT) ?? "").split(" ");
  if (left === path && Number(at) > Number(line.dataset.order) && Number(tries) < 3) {
    sessionStorage.setItem(LEFT, `${path} ${at} ${Number(tries) + 1}`);
    setTimeout(() => window.location.reload(), 200);
  } else {
    sessionStorage.removeItem(LEFT);
  }
}
