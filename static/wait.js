// Looks for news of a payment, so that the page need not be loaded again and again, and leads on when there are any.

const line = document.querySelector("[data-news]");
const { news } = line.dataset;

// Between two looks, in milliseconds: more and more, since most payments are told at once.
const [SOON, LONGEST, MORE] = [2000, 30000, 1.3];

let [pause, timer] = [SOON, 0];

const look = async () => {
  clearTimeout(timer);
  // Nobody answers: there is no type, and it is tried again.
  const { type } = await fetch(news, { method: "HEAD", redirect: "manual" }).catch(() => ({}));
  if (type === "opaqueredirect") {
    window.location.replace(news);
    return;
  }
  pause = Math.min(pause * MORE, LONGEST);
  timer = setTimeout(look, pause);
};

timer = setTimeout(look, pause);

// Whoever comes back from an app of their bank, or into the net again, wants to know now.
window.addEventListener("online", look);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    look();
  }
});
