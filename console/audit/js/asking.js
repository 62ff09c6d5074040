/** Asks for moments, one at a time: while one is on its way only the newest wish waits, so that nothing piles up. */

export class Asking {
  constructor(path, site, { heard, lost, ask = (url) => fetch(url, { headers: { Accept: "application/json" } }) }) {
    Object.assign(this, { path, site, heard, lost, send: ask });
    this.wish = null;
    this.busy = false;
    this.stopped = false;
  }

  /** Ask; a wish that still waits is forgotten for this one. */
  ask(query) {
    this.wish = query;
    if (!this.busy) this.go();
  }

  async go() {
    this.busy = true;
    while (this.wish && !this.stopped) {
      const query = this.wish;
      this.wish = null;
      const told = await this.one(query);
      if (this.stopped) break;
      if (told === null) this.lost();
      else this.heard(told, query, this.wish === null);
    }
    this.busy = false;
  }

  async one(query) {
    const asked = new URLSearchParams({ site: this.site });
    for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value);
    try {
      const answer = await this.send(`${this.path}?${asked}`);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  stop() {
    this.stopped = true;
  }
}
