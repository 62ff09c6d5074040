/** The posts: heads as bars with who is missing on the desk, the roll-call with its verbs on a phone. */
import { control, element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const NOT_HERE = ["late", "absent", "away", "unconfirmed", "expected"];
const TINT_MS = 600;
const WALL_MARGIN = 32;

export class Posts {
  constructor(node, tools, acts) {
    Object.assign(this, { node, tools, acts, cards: new Map() });
    this.list = element("div", "list");
    this.more = element("p", "more", "");
    node.replaceChildren(element("h2", "", element("b", "", tools.words["posts.title"]), element("span", "hint", tools.words["posts.hint"])), this.list, this.more);
  }

  draw(posts, head, { quiet }) {
    const known = new Map(this.cards);
    const cards = posts.map((post) => {
      const shown = { ...post, said: this.tools.say(post.name) };
      const offers = head.post_decisions.find((one) => one.duty === post.duty)?.offers ?? [];
      const key = JSON.stringify([post, offers]);
      const before = known.get(post.code);
      if (before?.key === key) return before;
      const card = { code: post.code, key, node: this.card(shown, offers, head) };
      if (before && !quiet) this.tint(card.node);
      return card;
    });
    this.cards = new Map(cards.map((one) => [one.code, one]));
    this.list.replaceChildren(...cards.map((one) => one.node));
    this.fitted = "";
  }

  /** Nothing scrolls on a wall: those that lack a head stand first, and what has no room is counted. */
  fit() {
    const room = () => `${this.tools.wall.matches} ${window.innerHeight} ${Math.round(this.list.getBoundingClientRect().top)}`;
    if (this.fitted === room()) return;
    const cards = [...this.list.children];
    for (const one of cards) one.hidden = false;
    this.more.hidden = true;
    const shown = cards.filter((one) => one.offsetParent);
    const isRed = (one) => one.classList.contains("red");
    const inOrder = [...shown.filter(isRed), ...shown.filter((one) => !isRed(one))];
    let gone = 0;
    while (this.tools.wall.matches && gone < inOrder.length && this.node.getBoundingClientRect().bottom > window.innerHeight - WALL_MARGIN) {
      gone += 1;
      inOrder[inOrder.length - gone].hidden = true;
      this.more.hidden = false;
      setText(this.more, fill(this.tools.words["posts.more"], { n: gone }));
    }
    this.fitted = room();
  }

  tint(node) {
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    node.classList.add("fresh");
    setTimeout(() => node.classList.remove("fresh"), TINT_MS);
  }

  card(post, offers, head) {
    const { words, icons, say } = this.tools;
    const gap = head.post_decisions.find((one) => one.duty === post.duty && post.duty);
    const node = element("article", `post ${post.state}`);
    node.dataset.post = post.code;
    node.classList.toggle("red", Boolean(gap));
    const figure = ["on", "coming"].includes(post.state) ? `${post.here}/${post.heads}` : words[`post.${post.state}`];
    const bars = element("span", "bars");
    if (["on", "coming"].includes(post.state)) {
      for (let one = 0; one < post.heads; one += 1) bars.append(element("i", one < post.here ? "full" : "open"));
      bars.setAttribute("role", "img");
      bars.setAttribute("aria-label", figure);
    }
    const second = gap
      ? element("span", "second gap", icons.draw("red"), fill(words["post.gap"], { n: gap.missing }) + this.police(post))
      : element("span", "second", this.second(post) + this.police(post));
    node.append(element("header", "", element("span", "code", post.code.replace(/^P(?=\d)/, "")), element("span", "named", element("b", "", ...(gap ? [icons.draw("red")] : []), post.said), second), bars, element("b", "figure", figure)));
    const people = element("div", "people");
    for (const one of post.people) people.append(this.person(post, one, offers));
    node.append(people);
    node.title = [post.previous.length ? fill(words["post.previous"], { names: post.previous.join(this.tools.list) }) : "",
      post.next.length ? fill(words["post.next"], { names: post.next.join(this.tools.list), at: this.tools.calendar.since(post.next_at * 1000, this.tools.now()) }) : "",
      post.place ? say(post.place) : ""].filter(Boolean).join("\n");
    return node;
  }

  police(post) {
    if (!post.police_asked) return "";
    const { words } = this.tools;
    return this.tools.comma + (post.police ? fill(words["post.police"], { n: post.police }) : words["post.no_police"]);
  }

  second(post) {
    const { words, comma, list, calendar } = this.tools;
    if (post.state === "not_ours") return words["post.of_school"];
    if (post.state === "later") return fill(words["post.from"], { at: calendar.since(post.begins * 1000, this.tools.now()) });
    const names = post.people.filter((one) => one.standing !== "relieved").map((one) => one.name);
    return (post.is_pair ? words["post.pair"] + comma : "") + names.join(list);
  }

  person(post, one, offers) {
    const { words, icons } = this.tools;
    const icon = { here: "met", late: "red", absent: "red", away: "red" }[one.standing] ?? "running";
    const row = element("div", `person ${one.standing}`);
    row.dataset.person = one.person;
    const open = this.tools.isPast ? element("span", "who") : control("who", "", () => this.acts.person(post, one, this.tools.isLeader));
    open.append(element("b", "", one.name), element("span", "", this.sentence(post, one)));
    row.append(icons.draw(icon, words[`standing.${one.standing}`]), open);
    if (this.tools.isLeader && ["on", "coming"].includes(post.state)) row.append(...this.verbs(post, one, offers));
    return row;
  }

  verbs(post, one, offers) {
    const { words, icons } = this.tools;
    const given = { duty: post.duty, person: one.person };
    const make = (name, look, press) => {
      const button = control(look, "", press);
      button.dataset.verb = name;
      button.append(...(name === "arrive" ? [icons.draw("tick")] : []), words[`verb.${name}`]);
      return button;
    };
    if (one.standing === "here") return [make("correct", "plain", () => this.acts.person(post, one, true))];
    if (one.standing === "relieved") return [];
    const sends = NOT_HERE.includes(one.standing) && one.standing !== "expected" && offers.length > 0;
    const arrive = make("arrive", sends ? "verb" : "verb filled", () => this.acts.send("arrive", given));
    if (!sends) return [arrive];
    return [arrive, make("send", "verb filled", () => this.acts.send("send", { duty: post.duty, person: offers[0].person, instead_of: one.person }))];
  }

  sentence(post, one) {
    const { words, calendar } = this.tools;
    const clock = (at) => (at === null ? "" : calendar.clock(at * 1000, { seconds: "never" }));
    const about = one.expected_at === null ? "" : fill(words["head.about"], { at: clock(one.expected_at) });
    const why = one.words ? `${this.tools.comma}${one.words}` : "";
    const filled = { at: clock(one.arrived_at), since: clock(one.since), about, why, begins: clock(post.begins), place: one.comes_from, name: one.instead_of };
    const said = fill(words[`head.${one.standing}`], filled);
    return one.is_reserve && one.instead_of ? said + this.tools.comma + fill(words["head.instead"], filled) : said;
  }
}
