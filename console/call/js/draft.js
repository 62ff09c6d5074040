/** The draft of one call in this tab: it survives a refresh and a lost line, never a sign-out. */

const DRAFTS = "steward-call";
const HELD_MS = 600;

/** Sixteen random bytes as hex; what makes sending twice save once. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An empty form whose call began at an instant of the server's clock. */
export function freshDraft(started) {
  return {
    id: newId(), started: Math.floor(started / 1000) * 1000, help_class: "repair", scope: "own", channel: "phone",
    phone: "", name: "", address: "", unit: "", matter: "", item: null,
    when: "asap", booked: "", fill_slip: null, notify_engineering: null, separate: [], kept: null,
  };
}

/** Whether nothing was typed, chosen or ticked that would be missed. */
export function isEmpty(draft) {
  const typed = [draft.phone, draft.name, draft.address, draft.matter].some((text) => text.trim());
  return !typed && !draft.fill_slip && !draft.notify_engineering && draft.help_class === "repair";
}

/** Where this account keeps the draft of this site; drafts of earlier sign-ins are thrown away. */
export class Drafts {
  constructor({ site, viewer, session }) {
    this.session = session;
    this.key = `${DRAFTS} ${viewer} ${site}`;
    this.forgetOthers();
  }

  forgetOthers() {
    try {
      for (const key of Object.keys(sessionStorage)) {
        if (key.startsWith(DRAFTS) && JSON.parse(sessionStorage.getItem(key)).session !== this.session) sessionStorage.removeItem(key);
      }
    } catch {
      this.remove();
    }
  }

  read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key));
      return kept && { ...freshDraft(kept.draft.started), ...kept.draft };
    } catch {
      return null;
    }
  }

  /** Keep it; whether the browser did. */
  write(draft) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ session: this.session, draft }));
      return true;
    } catch {
      return false;
    }
  }

  remove() {
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }
}

/** One draft belongs to one tab: a copied tab learns that its draft is being filled in elsewhere. */
export class Claim {
  constructor(idOf, onTaken) {
    this.channel = new BroadcastChannel(DRAFTS);
    this.since = performance.now();
    this.channel.onmessage = ({ data }) => {
      if (data.id !== idOf()) return;
      if (data.taken) onTaken();
      else if (performance.now() - this.since > HELD_MS) this.channel.postMessage({ id: data.id, taken: true });
    };
    this.channel.postMessage({ id: idOf() });
  }

  release() {
    this.channel.close();
  }
}
