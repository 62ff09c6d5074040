// Blanks the page the moment its session ends: the server closes the page's websocket with 4401.
(() => {
  const SIGNED_OUT = 4401;
  let left = false;

  const blank = () => {
    if (left) return;
    left = true;
    document.documentElement.replaceChildren(document.createElement("body"));
    const here = location.pathname + location.search;
    location.replace("/sign-in?ended=1&next=" + encodeURIComponent(here));
  };

  // A connection that was refused or lost says nothing of why: ask.
  const ask = () =>
    fetch("/session", { cache: "no-store" })
      .then((answer) => answer.status === 401 && blank())
      .catch(() => {});

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", (event) => (event.code === SIGNED_OUT ? blank() : ask()));
    }
  };
  window.addEventListener("pageshow", (event) => event.persisted && ask());
  document.addEventListener("visibilitychange", () => document.hidden || ask());
})();
