// Keeps each opened form and its files in the telephone, so that it can be opened again without a line.
const KEPT = "steward-survey-1";
const PATIENCE_MS = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === location.origin && url.pathname !== "/s/worker.js";
  if (request.method === "GET" && ours) event.respondWith(answer(request, url));
});

async function answer(request, url) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept && url.pathname.startsWith("/s/assets/")) return kept;
  const patience = new AbortController();
  const timer = kept ? setTimeout(() => patience.abort(), PATIENCE_MS) : 0;
  try {
    const fresh = await fetch(request, { signal: patience.signal });
    if (kept && fresh.status >= 500) return kept;
    if (fresh.ok && !fresh.redirected) await cache.put(request, fresh.clone());
    return fresh;
  } catch (trouble) {
    if (kept) return kept;
    throw trouble;
  } finally {
    clearTimeout(timer);
  }
}
