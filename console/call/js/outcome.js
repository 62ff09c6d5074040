/** What stands in place of the form when it was saved, ended, or not yet answered; and why it was refused. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { button } from "./field.js";

/** Why the ticket was not opened: count first, then what to do, in ink and never in red. */
export function drawRefusal(panel, reasons, words) {
  const headline = reasons.length === 1 ? words["refused.one"] : fill(words["refused"], { n: reasons.length });
  const list = element("ol", "", ...reasons.map((reason) => element("li", "", reason)));
  panel.replaceChildren(element("h2", "", headline), element("p", "", words["refused.safe"]), list);
  panel.hidden = false;
}

/** No answer has come yet; it is sent again by itself. */
export function drawSilence(panel, seconds, tools, goBack) {
  const { words, calendar } = tools;
  const said = fill(words["silent"], { time: calendar.short(seconds) });
  if (!panel.hidden && panel.dataset.kind === "silent") return setText(panel.querySelector("h2"), said);
  panel.dataset.kind = "silent";
  const back = button(words["silent.back"], goBack);
  panel.replaceChildren(element("h2", "", said), element("p", "", words["silent.says"]), element("p", "ways", back));
  panel.hidden = false;
}

/** A call that was saved as a ticket, or noted as another call about one. */
export class Finished {
  /** `ways` has `next`, `look(ticket)`, `board` and `take(step)`. */
  constructor(panel, tools, ways) {
    Object.assign(this, { panel, ...tools, ways });
  }

  draw(done, steps) {
    const { words, calendar, panel } = this;
    const headline = fill(words[done.urged ? "urged" : "saved"], { ticket: done.ticket });
    const took = fill(words["saved.time"], { time: calendar.short(Math.floor((done.at - done.started) / 1000)) });
    const parts = [element("h2", "", headline), element("p", "took", took)];
    if (done.changed) parts.push(element("p", "note", words["saved.changed"]));
    if (steps.length) parts.push(element("div", "steps", ...steps.map((step) => step.node)));
    const open = steps.some((step) => !done.ticked[step.name]);
    if (open) parts.push(element("p", "small", words["step.why"]));
    this.result = element("ul", "results");
    this.next = button(words["saved.next"], this.ways.next, { kind: "save", key: "N" });
    const ways = [this.next, button(words["saved.ticket"], () => this.ways.look(done.ticket))];
    this.slip = this.slipLink(done.ticket);
    ways.push(this.slip);
    ways.push(button(words["board"], this.ways.board, { kind: "link" }));
    panel.dataset.kind = "finished";
    panel.replaceChildren(...parts, this.result, element("p", "ways", ...ways));
    panel.hidden = false;
    this.next.focus();
  }

  slipLink(ticket) {
    const link = element("a", "plain-button", this.words["saved.slip"]);
    link.href = `/slip/${encodeURIComponent(this.site)}/${encodeURIComponent(ticket)}.pdf`;
    link.target = "_blank";
    link.rel = "noopener";
    return link;
  }

  /** How each limit from the call was kept, for the steps that were ticked; what was refused; the slip once filled. */
  drawResults(done) {
    const { words, calendar } = this;
    this.slip.hidden = !done.ticked.fill_slip;
    const kept = done.limits.filter((limit) => limit.seconds && done.ticked[limit.code]).map((limit) => {
      const used = Math.floor((done.ticked[limit.code] - done.started) / 1000);
      const over = used - limit.seconds;
      const said = { name: limit.name, time: calendar.short(used), limit: calendar.short(limit.seconds), over: calendar.short(over) };
      return element("li", over > 0 ? "late" : "met", this.icons.draw(over > 0 ? "red" : "met"), fill(words[over > 0 ? "saved.beyond" : "saved.within"], said));
    });
    const refused = done.refusals.map((why) => element("li", "", `${words["step.refused"]}: ${why}`));
    this.result.replaceChildren(...kept, ...refused);
  }
}

/** A call that was no request; one step back is possible. */
export function drawEnded(panel, words, { undo, next, board }) {
  const back = button(words["ended.undo"], undo);
  const forward = button(words["saved.next"], next, { kind: "save", key: "N" });
  const away = button(words["board"], board, { kind: "link" });
  panel.dataset.kind = "ended";
  const ways = element("p", "ways", forward, back, away);
  panel.replaceChildren(element("h2", "", words["ended"]), element("p", "", words["ended.says"]), ways);
  panel.hidden = false;
  forward.focus();
}
