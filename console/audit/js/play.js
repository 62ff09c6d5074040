/** Playing: the handle runs ahead at ×1, ×10 or ×60, but never further than what is shown can follow. */

export const SPEEDS = [0, 1, 10, 60];
export const TICK_MS = 400;
const LEAD_MS = 1600;

export class Play {
  constructor() {
    this.speed = 0;
  }

  /** Begin at a moment; `clock` is the monotonic time in milliseconds. */
  start(speed, at, clock) {
    Object.assign(this, { speed, at, shown: at, clock, asked: clock });
  }

  stop() {
    this.speed = 0;
  }

  /** What is drawn is of this moment. */
  show(at) {
    this.shown = Math.max(this.shown, at);
  }

  /**
   * One step of the animation.
   * Returns where the handle stands, whether it waits for data, whether to ask for that moment, and whether it ended.
   */
  step(clock, end) {
    const wanted = this.at + (clock - this.clock) * this.speed;
    const most = this.shown + LEAD_MS * this.speed;
    this.clock = clock;
    this.at = Math.min(wanted, most, end);
    const asks = clock - this.asked >= TICK_MS;
    if (asks) this.asked = clock;
    return { at: this.at, waits: wanted > most, asks, ended: this.at >= end };
  }
}
