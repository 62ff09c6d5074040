/** What is to be decided, each with its consequences and one press; the reserve; the calls. */
import { control, element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

/** Lines of the wall's alarm band; what is beyond them is counted (look: *Widths*). */
const ON_WALL = 2;

export class Decide {
  constructor(parts, tools, acts, posts) {
    Object.assign(this, { parts, tools, acts, posts });
  }

  draw(head, posts) {
    const { words, icons } = this.tools;
    const items = [
      ...(head.waits_for_word ? [this.word()] : []),
      ...head.post_decisions.map((one) => this.post(one, posts.find((post) => post.duty === one.duty))),
      ...head.room_decisions.map((one) => this.room(one)),
    ];
    this.parts.decide.classList.toggle("red", items.length > 0);
    const more = items.length > ON_WALL ? [element("p", "more", fill(words["decide.more"], { n: items.length - ON_WALL }))] : [];
    const title = items.length ? [icons.draw("red"), fill(words["decide.title"], { n: items.length })] : [words["decide.none"]];
    const low = head.materials.length ? [element("p", "short", fill(words["decide.low"], { n: head.materials.length, list: head.materials.slice(0, 3).map((one) => this.tools.say(one.name)).join(this.tools.list) }))] : [];
    this.parts.decide.replaceChildren(element("h2", "", element("b", "", ...title)), ...items, ...more, ...low);
    this.tab(items.length);
    this.reserve(head);
    this.calls(head);
  }

  /** On a phone the tab says how much waits behind it. */
  tab(count) {
    const tab = this.parts.tabs.querySelector("[data-to=decide]");
    tab.classList.toggle("red", count > 0);
    setText(tab.lastElementChild, count ? `${this.tools.words["tab.decide"]} ${count}` : this.tools.words["tab.decide"]);
  }

  item(title, text, ...buttons) {
    return element("div", "item", element("b", "", this.tools.icons.draw("red"), title), element("p", "", text), element("div", "row", ...buttons));
  }

  press(look, said, act, name) {
    const button = control(look, "", act);
    button.textContent = said;
    button.dataset.verb = name;
    return button;
  }

  word() {
    const { words } = this.tools;
    const fields = [{ name: "word_by", label: words["ask.liaison"], required: true }];
    return this.item(words["decide.word"], words["decide.word_rest"], ...(this.tools.isLeader ? [this.press("verb filled", words["verb.admit"], () => this.acts.ask(words["verb.admit"], fields, "admit", {}), "admit")] : []));
  }

  post(one, post) {
    const { words, say } = this.tools;
    const causes = post ? one.cause.filter((head) => head.standing !== "expected" || post.state === "on").map((head) => `${head.name} ${this.posts.sentence(post, head)}`) : [];
    const text = causes.join(this.tools.stop) || words["decide.unknown"];
    const title = fill(words["decide.post"], { post: say(one.post), n: one.missing });
    const missing = one.cause[0]?.person ?? "";
    const buttons = one.offers.slice(0, 2).map((offer, index) => {
      const said = fill(words[offer.place ? "verb.send_from" : "verb.send_name"], { name: offer.name, place: offer.place });
      return this.press(index ? "verb" : "verb filled", said, () => this.acts.send("send", { duty: one.duty, person: offer.person, instead_of: missing }), "send");
    });
    const none = one.offers.length ? [] : [element("span", "none", words["decide.nobody"])];
    return this.item(title, text, ...(this.tools.isLeader ? buttons : []), ...none);
  }

  room(one) {
    const { words, calendar, say } = this.tools;
    const since = calendar.clock(one.since * 1000, { seconds: "never" });
    const text = fill(words[`decide.${one.state}`], { since, cause: one.cause ?? "", ticket: one.ticket });
    const after = one.spare ? fill(words["decide.swap_rest"], { spare: one.spare, n: one.reopened, late: one.late }) : words["decide.no_spare"];
    const why = one.cause ?? say(one.item);
    const buttons = one.spare && this.tools.maySwap
      ? [this.press("verb filled", fill(words["verb.swap_to"], { spare: one.spare }), () => this.acts.send("swap", { outgoing: one.room, incoming: one.spare, why }), "swap")]
      : [];
    const node = this.item(fill(words["decide.room"], { room: one.room, item: say(one.item) }), text, ...buttons);
    node.append(element("p", "after", after));
    return node;
  }

  reserve(head) {
    const { words, say } = this.tools;
    const rows = head.reserve.map((one) => {
      const row = element("div", "line", element("b", "", one.name), element("span", "", one.place), element("span", "end", one.post ? say(one.post) : words["reserve.free"]));
      row.dataset.reserve = one.person;
      if (!this.tools.isLeader || one.post) return row;
      const fields = [{ name: "place", label: words["ask.place"], required: true }];
      row.append(this.press("plain", words["verb.station"], () => this.acts.ask(fill(words["ask.station"], { name: one.name }), fields, "station", { person: one.person }), "station"));
      return row;
    });
    this.parts.reserve.replaceChildren(element("h2", "", element("b", "", fill(words["reserve.title"], { n: head.reserve_left }))), ...rows);
  }

  calls(head) {
    const { words, calendar } = this.tools;
    const rows = head.calls.map((one) => {
      const row = element("div", "line", element("b", "", one.what ?? ""), element("span", "", [one.place, one.by, calendar.clock(one.since * 1000, { seconds: "never" })].filter(Boolean).join(this.tools.comma)));
      if (this.tools.isLeader) row.append(this.press("verb", words["verb.answer"], () => this.acts.send("answer", { call: one.call }), "answer"));
      return row;
    });
    const incidents = head.incidents.slice(-5).reverse().map((one) => element("div", "line", element("b", "", one.what ?? ""), element("span", "", [one.place, one.by, calendar.clock(one.at * 1000, { seconds: "never" })].filter(Boolean).join(this.tools.comma))));
    this.parts.calls.hidden = !rows.length && !incidents.length && !this.tools.narrow.matches;
    this.parts.calls.replaceChildren(element("h2", "", element("b", "", words["calls.title"])), ...(rows.length ? rows : [element("p", "hint", words["calls.none"])]), ...(incidents.length ? [element("h2", "", element("b", "", words["incidents.title"])), ...incidents] : []));
  }
}
