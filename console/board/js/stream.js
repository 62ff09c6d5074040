/** One event stream a browser: the tab that holds the lock is connected and tells the others. */

const KINDS = ["board", "rows", "beat", "bye"];
const QUIET_FOLLOWER_MS = 5000;
const QUIET_SOURCE_MS = 10_000;
const CHECK_MS = 1000;
const SLEPT_MS = 2000;
const LONGEST_PAUSE_MS = 6000;

export class LiveStream {
  /**
   * `heard(kind, payload)` for each message, `trying(attempt)` when a connection failed,
   * `signedOut()` once, `snapshot()` returns the whole board for a tab that has just come, or null;
   * `slept(ms)` when the machine's monotonic clock stood still that long.
   */
  constructor(url, name, { heard, trying, signedOut, snapshot, slept }) {
    Object.assign(this, { url, name, heard, trying, signedOut, snapshot, slept });
    this.attempt = 0;
    this.lastHeard = performance.now();
    this.ahead = Date.now() - performance.now();
    this.patience = patience();
    this.role = "alone";
  }

  start() {
    this.watch = setInterval(() => this.check(), CHECK_MS);
    const shared = "locks" in navigator && "BroadcastChannel" in globalThis;
    if (!shared) return this.open();
    this.role = "follower";
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = (event) => this.overhear(event.data);
    this.channel.postMessage({ ask: true });
    this.queue();
  }

  /** Wait for the lock; its holder may be frozen or gone with its network, then it is taken away from it. */
  queue({ steal = false } = {}) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    const how = steal ? { steal } : { signal: this.waiting.signal };
    navigator.locks.request(this.name, how, () => this.lead()).catch((error) => this.lost(error));
  }

  /** Another tab has taken the lock away: it is connected now, so this one must not be. */
  lost(error) {
    ignoreAbort(error);
    if (this.stopped || this.role !== "leader") return;
    this.role = "follower";
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
    this.queue();
  }

  /** Holds the lock until the page goes; a follower becomes connected here. */
  lead() {
    this.role = "leader";
    if (!this.source) this.open();
    return new Promise((release) => (this.release = release));
  }

  open() {
    clearTimeout(this.again);
    this.source?.close();
    this.lastHeard = performance.now();
    const source = (this.source = new EventSource(this.url));
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => this.receive(kind, JSON.parse(event.data)));
    }
    source.onerror = () => this.failed(source);
  }

  receive(kind, payload) {
    this.attempt = 0;
    this.lastHeard = performance.now();
    if (this.role === "leader") this.channel.postMessage({ kind, payload });
    this.pass(kind, payload);
  }

  pass(kind, payload) {
    if (kind !== "bye") return this.heard(kind, payload);
    this.stop();
    this.signedOut();
  }

  overhear(told) {
    if (told.kind === "bye") return this.pass(told.kind, told.payload); // its teller may have left the lead to this tab
    if (this.role === "leader") return this.answer(told);
    if (this.source || told.ask || told.retry) return;
    this.lastHeard = performance.now();
    this.patience = patience();
    if (told.trying) this.trying(told.trying);
    else this.pass(told.kind, told.payload);
  }

  answer(told) {
    if (told.retry) this.open();
    const payload = told.ask ? this.snapshot() : null;
    if (payload) this.channel.postMessage({ kind: "board", payload });
  }

  /** A refused connection is closed for good: either signed out, or tried again after a while. */
  failed(source) {
    if (source !== this.source) return;
    this.attempt += 1;
    this.trying(this.attempt);
    if (this.role === "leader") this.channel.postMessage({ trying: this.attempt });
    if (source.readyState !== EventSource.CLOSED) return;
    const pause = Math.min(1000 * 2 ** (this.attempt - 1), LONGEST_PAUSE_MS);
    this.again = setTimeout(() => this.open(), pause * (0.5 + Math.random()));
    this.diagnose();
  }

  async diagnose() {
    const asked = new AbortController();
    try {
      const answer = await fetch(this.url, { signal: asked.signal, redirect: "manual", headers: { Accept: "text/event-stream" } });
      asked.abort();
      if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") this.receive("bye", { reason: "refused" });
    } catch (error) {
      if (!(error instanceof TypeError)) ignoreAbort(error);
    }
  }

  /** A silent connection is opened anew; a follower whose leader stays silent takes its place. */
  check() {
    this.wake();
    const quiet = performance.now() - this.lastHeard;
    if (this.role === "follower" && quiet > QUIET_FOLLOWER_MS) {
      this.patience -= 1;
      if (this.patience > 0) return;
      this.patience = patience();
      this.queue({ steal: true });
    } else if (this.source?.readyState === EventSource.OPEN && quiet > QUIET_SOURCE_MS) {
      this.attempt += 1;
      this.trying(this.attempt);
      this.open();
    }
  }

  /** While a machine sleeps its monotonic clock may stand still; the wall clock tells for how long. */
  wake() {
    const lead = Date.now() - performance.now();
    const slept = lead - this.ahead;
    this.ahead = lead;
    if (slept < SLEPT_MS) return;
    this.lastHeard -= slept;
    this.slept(slept);
  }

  retry() {
    if (this.role === "follower") this.channel.postMessage({ retry: true });
    else this.open();
  }

  stop() {
    this.stopped = true;
    clearInterval(this.watch);
    clearTimeout(this.again);
    this.source?.close();
    this.waiting?.abort();
    this.release?.();
    this.channel?.close();
  }
}

/** Checks that a follower waits for its silent leader; not the same for all, or all would take its place at once. */
function patience() {
  return 6 + Math.floor(Math.random() * 4);
}

function ignoreAbort(error) {
  if (error.name !== "AbortError") throw error;
}
