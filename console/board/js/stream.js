/** One event stream a browser: the tab that holds the lock is connected and tells the others. */

const KINDS = ["board", "rows", "beat", "bye"];
const QUIET_FOLLOWER_MS = 5000;
const QUIET_SOURCE_MS = 10_000;

export class LiveStream {
  /**
   * `heard(kind, payload)` for each message, `trying(attempt)` when a connection failed,
   * `signedOut()` once, `snapshot()` returns the whole board for a tab that has just come, or null.
   */
  constructor(url, name, { heard, trying, signedOut, snapshot }) {
    Object.assign(this, { url, name, heard, trying, signedOut, snapshot });
    this.attempt = 0;
    this.lastHeard = performance.now();
    this.role = "alone";
    this.abort = new AbortController();
  }

  start() {
    this.watch = setInterval(() => this.check(), 1000);
    const shared = "locks" in navigator && "BroadcastChannel" in globalThis;
    if (!shared) return this.open();
    this.role = "follower";
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = (event) => this.overhear(event.data);
    this.channel.postMessage({ ask: true });
    navigator.locks.request(this.name, { signal: this.abort.signal }, () => this.lead()).catch(ignoreAbort);
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
    if (this.role === "leader") return this.answer(told);
    if (this.source || told.ask || told.retry) return;
    this.lastHeard = performance.now();
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
    this.again = setTimeout(() => this.open(), Math.min(1000 * 2 ** (this.attempt - 1), 10_000));
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

  /** A follower whose leader is silent connects by itself; a silent connection is opened anew. */
  check() {
    const quiet = performance.now() - this.lastHeard;
    if (this.role === "follower" && !this.source && quiet > QUIET_FOLLOWER_MS) this.open();
    else if (this.source?.readyState === EventSource.OPEN && quiet > QUIET_SOURCE_MS) {
      this.attempt += 1;
      this.trying(this.attempt);
      this.open();
    }
  }

  retry() {
    if (this.role === "follower" && !this.source) this.channel.postMessage({ retry: true });
    else this.open();
  }

  stop() {
    clearInterval(this.watch);
    clearTimeout(this.again);
    this.source?.close();
    this.abort.abort();
    this.release?.();
    this.channel?.close();
  }
}

function ignoreAbort(error) {
  if (error.name !== "AbortError") throw error;
}
