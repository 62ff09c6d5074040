// What was typed, kept under its form until the server has acknowledged it, and sent until it has.
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60000;
const PATIENCE_MS = 20000;

/** The draft of one form in this browser; a browser that keeps nothing is no reason to stop. */
export class Draft {
  constructor(path) {
    this.key = `steward-survey:${path}`;
  }
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null");
    } catch {
      return null;
    }
  }
  write(draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
    } catch {
      /* the page itself still holds it */
    }
  }
  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      /* nothing was kept */
    }
  }
}

/** An id that no other sending has, on plain http as well. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

/** Sends one sending until the server has said yes or no; `tell` hears of each wait. */
export class Sending {
  constructor(tell, settled) {
    this.tell = tell;
    this.settled = settled;
    this.timer = 0;
    this.busy = false;
    this.failures = 0;
    this.pending = null;
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }
  start(sent) {
    this.pending = sent;
    this.failures = 0;
    this.attempt();
  }
  now() {
    if (this.pending && this.timer && !this.throttled) this.attempt();
  }
  async attempt() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.busy || !this.pending) return;
    this.busy = true;
    this.throttled = false;
    this.tell("sending");
    const answer = await this.post(this.pending);
    this.busy = false;
    if (answer) {
      this.pending = null;
      this.settled(answer);
    }
  }
  async post(sent) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(location.pathname + location.search, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(sent),
        signal: patience.signal,
      });
      const said = answer.headers.get("Content-Type") ?? "";
      const retry = answer.status === 429 || answer.status >= 500 || !said.startsWith("application/json");
      if (!retry) return await answer.json();
      const asked = Number(answer.headers.get("Retry-After")) * 1000;
      this.throttled = answer.status === 429;
      this.wait(this.throttled ? "busy" : "away", asked);
    } catch {
      this.wait("offline", 0);
    } finally {
      clearTimeout(timer);
    }
    return null;
  }
  wait(why, asked) {
    const backOff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
    this.failures += 1;
    const pause = Math.max(asked || 0, backOff * (0.75 + Math.random() / 2));
    this.tell(why, Math.ceil(pause / 1000));
    this.timer = setTimeout(() => this.attempt(), pause);
  }
}
