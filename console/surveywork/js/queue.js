/** What was typed and has no verdict yet: it stays here until the door has answered, so that nothing typed is lost. */

/** An id that nobody else has; pages without TLS have no randomUUID. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function enqueue(entry, item) {
  entry.pending = [...waiting(entry), { ...item, id: newId() }];
  entry.keep("pending", entry.pending);
}

/** Entries without a verdict; those that have one are dropped with the next look. */
export function waiting(entry) {
  const known = new Set((entry.data?.verdicts ?? []).map((one) => one.id));
  entry.pending = (entry.pending ?? []).filter((one) => !known.has(one.id));
  return entry.pending;
}
