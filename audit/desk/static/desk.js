// The desk: what is shown follows from what the program sends, part by part; what is done is asked of the program.

/** The order in which the parts of one message are taken. */
const PARTS = ["stage", "whole", "choosing", "reading", "counts", "agencies", "agencies_changed", "place", "causes", "evidence", "pictured", "saved", "seen", "score", "state"];

class Desk {
  constructor(model) {
    this.parts = {};
    this.at = {};
    this.stage = "";
    this.toldOf = [];
    this.root = make("div", { className: "gk-desk", tabIndex: -1, lang: "zh-CN", "data-lm-suppress-shortcuts": "true" });
    this.opening = new Opening(this);
    this.reading = new Reading(this);
    this.agencies = new Agencies(this);
    this.scoring = new Scoring(this);
    this.causes = new Causes(this);
    this.evidence = new Evidence(this);
    this.panes = [this.agencies, this.causes, this.evidence];
    this.build();
    this.root.addEventListener("keydown", (event) => {
      pressedKey(this, event);
      event.stopPropagation();
    });
    this.root.addEventListener("focusin", (event) => {
      this.paneOf(event.target);
      bound(event.target, this.parts.stage?.most);
    });
    // A button may do away with itself, or with the bar in which it stands.
    this.root.addEventListener("click", () => this.holdFocus());
    this.placed = settled(() => this.stage === "open" && this.ask("place", this.place()), 400);
    this.link = new Link(model, (message, verb) => this.take(message, verb), new Waiting(this));
    this.link.beat = () => this.ask("place", this.stage === "open" ? this.place() : {});
  }

  build() {
    this.title = make("h1", {});
    this.bar = make("progress", { max: 1, value: 0, "aria-label": "认定进度" });
    this.progress = make("span", { className: "progressed" });
    this.savedAt = make("span", { className: "saved", role: "status" });
    this.onward = make("input", { type: "checkbox", onchange: () => this.placed() });
    this.differing = button("不一致", () => openDifferences(this), { title: "两人认定不一致的问题，并入他人的记录" });
    // What is told and what is pressed: where both have no room on one line, all that is pressed stands on the next.
    const bar = make("header", { className: "bar" },
      make("span", { className: "known" }, this.title, make("span", { className: "progressing" }, this.bar, this.progress), this.savedAt),
      make("span", { className: "acts" },
        make("label", {}, this.onward, "认定后到下一处"),
        button("下一处未认定", () => goOn(this), { key: "J" }),
        button("撤销", () => takeBack(this), { key: "U" }),
        this.differing,
        button("生成结果", () => openMaking(this), { title: "生成问题台账、核查页和总览" }),
        button("打开其他", () => closeReview(this), { title: "回到选择页面：另选报告，更换核查人等设置" }),
        button("帮助", () => openHelp(this), { key: "?" }),
        globalThis.gkauditDesk && button("结束", () => endDesk(this), { title: "结束核查台" })));
    this.work = make("section", { className: "work", hidden: true, "aria-label": "核查" }, bar, make("div", { className: "panes" }, this.panes.map((one) => one.whole)));
    this.recorded = make("p", { className: "recorded quiet" });
    this.said = make("p", { className: "said", role: "status" });
    this.fault = make("p", { className: "fault", role: "alert", hidden: true });
    this.made = make("p", { className: "made line", role: "status", hidden: true });
    this.root.append(this.opening.whole, this.reading.whole, this.work, make("footer", { className: "telling" }, this.fault, this.said, this.made, this.recorded));
  }

  /** Ask for something; whoever enters something is asked before for what has to be known, or settled, first. */
  async ask(verb, given, more) {
    if (!ENTERING.has(verb)) return this.link.ask(verb, given, more);
    const dialog = this.dialog;
    const seen = this.inSight;
    const fault = await askAllowed(this, verb, given);
    if (fault) {
      this.tell("", fault);
      return { parts: {}, said: "", fault };
    }
    const answer = await this.link.ask(verb, { seen, ...given }, more);
    if (dialog) dialog.seen = answer.parts.seen ?? dialog.seen;
    return answer;
  }

  /** The dialog that is open over all else. */
  get dialog() {
    return [...this.root.querySelectorAll("dialog[open]")].at(-1);
  }

  /** What is in sight, of which opening and how far of the record: a dialog shows what there was when it was opened, or answered last. */
  get inSight() {
    return this.dialog?.seen ?? this.parts.seen;
  }

  /** Begin: ask what there is, and tell what an earlier page left without an answer. */
  async start() {
    const left = kept("unconfirmed");
    this.lost = left ? `刷新前有${left.length}项操作没有得到保存的确认，请核对：${left.join("；")}。` : "";
    await this.ask("hello");
  }

  /** Take a message: its parts in their order, then what is said. */
  take({ parts, said, fault }, verb) {
    const held = this.root.contains(this.root.getRootNode().activeElement);
    if (parts.agencies) this.at = {};
    for (const name of PARTS) if (name in parts) this.takePart(name, parts[name]);
    const moved = (parts.agencies_changed?.rows ?? []).map((row) => row.id);
    if (parts.made) tellMade(this, parts.made, said);
    else if (this.readAgain && this.stage === "open") this.tellReadAgain(said, fault);
    else if (verb !== "place" && (said || fault || ENTERING.has(verb))) this.tell(said, fault, moved);
    else if (moved.length && (!this.toldOf.length || moved.some((id) => this.toldOf.includes(id)))) this.said.textContent = "";
    if (held) this.holdFocus();
  }

  /** Give the focus back to its pane where what had it was taken away, so that keys go on doing what they do. */
  holdFocus() {
    const look = () => {
      const active = this.root.getRootNode().activeElement;
      if (active && active !== document.body && active.checkVisibility()) return;
      this.dialog ? this.dialog.querySelector("[autofocus], .body :is(input, textarea), footer button")?.focus() : this.focusPane();
    };
    look();
    // What was only hidden or switched off loses the focus when the page is drawn.
    requestAnimationFrame(() => setTimeout(look));
  }

  takePart(name, part) {
    this.parts[name] = part;
    if (name === "stage") this.enter(part.name);
    else if (name === "choosing") this.opening.show(part);
    else if (name === "reading") this.reading.show(part);
    else if (name === "whole") this.takeWhole(part);
    else if (name === "place") this.restore(part ?? {});
    else if (name === "agencies") this.agencies.show(part.rows);
    else if (name === "agencies_changed") this.agencies.patch(part.rows);
    else if (name === "causes") this.takeCauses(part);
    else if (name === "evidence") this.takeEvidence(part);
    else if (name === "pictured") this.showPictured?.(part);
    else if (name === "score") this.scoring.show(part);
    else if (name === "state") for (const one of [this.evidence, this.scoring]) one.follow(part);
    else if (name === "saved") this.savedAt.textContent = `${part.words || "已保存"} ${part.at}`;
  }

  takeWhole(part) {
    this.title.textContent = part.title ?? "";
    this.recorded.textContent = [part.record && `记入 ${part.record}`, part.who].filter(Boolean).join(" · ");
    this.recorded.title = part.record ?? "";
    if (part.notes?.length) this.tell(part.notes.join(""), this.fault.textContent);
  }

  /** Where one is: what comes back after a reload. */
  place() {
    const { search, ...filters } = this.agencies.filters.state();
    return { agency: this.at.agency ?? "", key: this.at.key ?? "", search, filters: { ...filters, onward: this.onward.checked, wide: Boolean(this.causes.wide), pane: this.pane ?? 0 } };
  }

  /** Narrow the list as it was; what was looked at comes with the same message. */
  restore({ search, filters = {} }) {
    this.onward.checked = Boolean(filters.onward);
    this.pane = filters.pane in this.panes ? filters.pane : 0;
    this.causes.wide = Boolean(filters.wide);
    this.agencies.restore({ search, ...filters });
  }

  takeCauses(part) {
    if (this.at.agency && part.agency !== this.at.agency) return;
    this.at.agency = part.agency;
    const was = this.causes.part?.agency === part.agency ? this.causes.listing.at : 0;
    this.causes.show(part);
    this.agencies.listing.goTo(part.agency, true);
    // Nobody looks on at a cause that is gone, whoever made it go: the one that has its place comes instead.
    if (this.at.key && !this.causes.row_of(this.at.key)) this.look(part.agency, this.causes.nearest(was)?.key);
  }

  takeEvidence(part) {
    if (!part || (this.at.agency && part.agency !== this.at.agency)) return;
    // Where what is wished for is gone, what the program shows in its place is what is looked at.
    if (part.key !== this.at.key && this.causes.row_of(this.at.key)) return;
    this.at.key = part.key;
    this.causes.goTo(part.key);
    this.evidence.show(part);
  }

  enter(stage) {
    const { stage: was } = this;
    const moved = stage !== was;
    this.stage = stage;
    if (moved && was === "open") this.forget();
    this.readAgain = stage === "reading" ? this.readAgain || was === "open" : this.readAgain && stage === "open";
    this.opening.whole.hidden = stage !== "choosing";
    this.reading.whole.hidden = stage !== "reading";
    this.work.hidden = stage !== "open";
    if (!moved) return;
    if (stage !== "open") this.at = {};
    this.scoring.close();
    this.recorded.hidden = stage !== "open";
    // What an earlier page lost is told where it can be looked at, and until something else is told.
    this.tell("", stage === "open" ? this.lost : "");
    if (stage === "open") this.lost = "";
    queueMicrotask(() => this.focusPane());
  }

  /** Close what is of the review that was open, and know nothing of it any more. */
  forget() {
    for (const one of [...this.root.querySelectorAll("dialog[open]")].reverse()) one.shut();
    this.begun = this.allowed = undefined;
  }

  /** Say something, or why something was not done; what is said takes the place of what was, and goes when the agencies that it is of, or any where it names none, change again. */
  tell(said, fault, agencies = []) {
    this.toldOf = agencies;
    this.said.textContent = said || "";
    this.fault.textContent = fault || "";
    this.fault.hidden = !fault;
  }

  /** Tell that a report was read again in a dialog: whoever was typing meanwhile decides on nothing. */
  tellReadAgain(said, fault) {
    this.readAgain = false;
    this.tell("", fault);
    const { dialog } = openDialog(this, { title: "已重新读取", body: make("p", {}, said), closed: "知道了" });
    dialog.querySelector("footer button").focus();
  }

  say(words) {
    this.tell(words, "");
  }

  progressed() {
    const { words, apart, done, all } = progressOf(this.agencies.rows);
    this.bar.max = all || 1;
    this.bar.value = done;
    this.progress.replaceChildren(words, apart && make("span", {}, apart));
  }

  /** Look at an agency, or at one of its causes; while one answer is awaited only the last wish is kept. */
  async look(agency, key) {
    const wanted = { agency, key };
    // What was said is of what was done before.
    if (agency !== this.at.agency || (key && key !== this.at.key)) this.said.textContent = "";
    this.at = wanted;
    this.agencies.listing.goTo(agency, true);
    if (key) this.causes.goTo(key);
    this.evidence.wait();
    if (this.looking) return this.looking;
    this.looking = (async () => {
      let sent;
      do {
        sent = this.at;
        await this.ask("look", sent.key ? { agency: sent.agency, key: sent.key } : { agency: sent.agency, ...this.agencies.filters.wanted() });
      } while (this.at !== sent);
      this.looking = null;
      this.placed();
    })();
    return this.looking;
  }

  /** Look once more at what is seen: it may have changed. */
  again() {
    if (this.at.agency) return this.look(this.at.agency, this.at.key);
    return undefined;
  }

  goToNumber(number) {
    const row = this.causes.part?.rows.find((one) => one.number === number);
    if (row) this.look(this.at.agency, row.key);
  }

  nameOf(agency) {
    return this.agencies.rows.find((row) => row.id === agency)?.called ?? "";
  }

  /** What a cause is called where it has to be told apart from others. */
  called(agency, key) {
    const row = agency === this.at.agency ? this.causes.row_of(key) : undefined;
    return `${this.nameOf(agency)}${row ? ` 问题${row.number}` : ""}`;
  }

  /** The pane in which an element stands; the last one that had the focus where it stands in none. */
  paneOf(node) {
    const found = this.panes.findIndex((one) => one.whole.contains(node));
    if (found >= 0) this.pane = found;
    return this.pane ?? 0;
  }

  focusPane(at = this.pane ?? 0) {
    if (this.stage === "choosing") this.opening.focus();
    else if (this.stage === "reading") this.reading.focus();
    else if (this.stage === "open") {
      this.pane = at;
      this.panes[at].focus();
    }
  }
}

export default {
  render({ model, el }) {
    const desk = new Desk(model);
    el.append(desk.root);
    const unfit = fit(desk.root);
    desk.start();
    return () => {
      unfit();
      desk.link.end();
    };
  },
};
