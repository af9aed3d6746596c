// The third pane: what is held against the agency, what was decided on it, and what else there is to see.

/** What can be looked at beside the evidence, in the order of its tabs. */
const VIEWS = { evidence: "证据", text: "原文", tables: "表格", charts: "图表", beside: "并列", years: "历年", peers: "同类单位", rules: "规则" };

/** The pane of evidence. */
class Evidence {
  constructor(desk) {
    this.desk = desk;
    this.view = "evidence";
    this.panel = fresh("panel");
    this.tabs = Object.fromEntries(Object.entries(VIEWS).map(([name, words]) => [name,
      make("button", { type: "button", role: "tab", id: fresh("tab"), "aria-controls": this.panel, onclick: () => this.choose(name) }, words)]));
    this.tablist = make("div", { className: "tabs", role: "tablist", "aria-label": "查看", onkeydown: (event) => this.step(event) }, Object.values(this.tabs));
    this.state = make("p", { className: "standing", role: "status" });
    const rule = (words, key, ruling) => button(words, () => decideOn(desk, ruling), { key, className: ruling });
    this.rulings = make("div", { className: "rulings", role: "toolbar", "aria-label": "认定" },
      rule("属实", "C", "confirmed"), rule("不属实", "D", "dismissed"), rule("待查", "Q", "pending"),
      button("备注", () => this.edit("note"), { key: "N" }),
      button("改正意见", () => this.edit("proposal"), { key: "G" }),
      (this.alike = button("同类问题", () => openAlike(desk), { key: "A" })));
    this.sheet = new Sheet(desk, "证据");
    this.seen = new Sheet(desk, "查看");
    this.note = new Writing(desk, "note", "备注");
    this.proposal = new Writing(desk, "proposal", "改正意见");
    this.more = make("div", { className: "more" });
    this.choosing = make("div", { className: "line beside", hidden: true });
    this.pictured = make("p", { className: "quiet", role: "status", hidden: true });
    this.front = make("div", { className: "front" }, this.note.whole, this.sheet.host, this.pictured, this.proposal.whole, this.more);
    this.waiting = make("p", { className: "quiet", role: "status", hidden: true });
    this.back = make("div", { className: "back", hidden: true }, this.choosing, this.waiting, this.seen.host);
    this.scroll = make("div", { className: "scroll", tabIndex: 0, role: "tabpanel", id: this.panel }, this.front, this.back);
    this.refused = make("p", { className: "refused", role: "alert", hidden: true });
    this.whole = make("section", { className: "pane evidence", "aria-label": "证据和认定" },
      this.tablist, make("div", { className: "deciding" }, this.state, this.rulings, this.refused), this.scroll);
    this.choose("evidence", true);
  }

  /** Whether the evidence of this cause, as it is now, was seen with its pictures since the cause was chosen: other tabs belong to it. */
  shows(agency, key) {
    return this.part?.agency === agency && this.part.key === key && this.seenOf === this.part.rests_on && !this.part.is_awaited;
  }

  /** What of the evidence has not been seen yet, in words. */
  unseen(agency, key) {
    if (this.part?.agency !== agency || this.part.key !== key) return "右栏还没有显示这一处的证据";
    return this.part.is_awaited ? "右栏还没有显示原件的图像" : "这一处的证据有变动，“证据”栏还没有打开";
  }

  /** Say that what is seen belongs to the cause before. */
  wait() {
    this.whole.setAttribute("aria-busy", "true");
    this.enable();
  }

  /** Have the buttons look as if they did something where they do. */
  enable() {
    const { agency, key } = this.desk.at;
    const can = !this.whole.hasAttribute("aria-busy") && this.shows(agency, key);
    for (const one of this.rulings.children) if (one !== this.alike) one.setAttribute("aria-disabled", can ? "false" : "true");
    for (const [ruling, words] of Object.entries(this.desk.parts.whole?.meanings ?? {})) this.rulings.querySelector(`.${ruling}`).title = words;
  }

  /** Say beside the buttons why nothing was entered; "" where there is nothing to say. */
  refuse(words) {
    this.refused.textContent = words;
    this.refused.hidden = !words;
  }

  /** What others decided on the cause that is seen and `ruling` contradicts. */
  contradicted(ruling) {
    return (this.part?.others ?? []).filter((one) => one.ruling !== ruling);
  }

  show(part) {
    const was = this.part;
    const moved = part.key !== was?.key || part.agency !== was?.agency;
    this.part = part;
    this.whole.removeAttribute("aria-busy");
    // What was refused for want of a picture is not any more.
    if (moved || (was?.is_awaited && !part.is_awaited)) this.refuse("");
    // Whoever gives points reads on in the text of the next agency; whoever goes on to another problem wants its evidence.
    if (moved && this.view !== "evidence") {
      if (this.desk.scoring.wanted && part.agency !== was?.agency) this.look(this.view);
      else this.choose("evidence", true);
    }
    if (this.view === "evidence") this.seenOf = part.rests_on;
    this.rulings.hidden = !part.key;
    this.state.className = `standing ${part.state ?? "open"}`;
    this.state.replaceChildren(
      make("span", { "aria-hidden": "true" }, part.key ? SIGNS[part.state] ?? "○" : ""),
      make("b", {}, part.key ? part.state_name ?? "未认定" : ""));
    this.state.hidden = !part.key;
    const row = this.desk.causes.row_of(part.key);
    for (const one of this.rulings.children) one.disabled = row?.can_decide === false;
    this.alike.hidden = !(row?.alike > 0);
    this.alike.firstChild.textContent = `同类还有${row?.alike ?? 0}处`;
    this.sheet.keeps = !moved;
    this.sheet.show(part.html ?? "");
    this.front.setAttribute("aria-busy", part.is_awaited ? "true" : "false");
    this.pictured.textContent = part.is_awaited ? "正在截取原件的图像……" : part.not_pictured ?? "";
    this.pictured.hidden = !this.pictured.textContent;
    this.note.show(part, part.note ?? "", part.note_by);
    this.proposal.show(part, part.proposal ?? "", part.proposal_by);
    const facts = [["上年", part.before], ["同类单位", part.peers]].filter(([, words]) => words);
    this.more.replaceChildren(
      facts.length ? make("dl", {}, facts.map(([name, words]) => [make("dt", {}, name), make("dd", {}, words)])) : "",
      part.history?.length
        ? make("details", {}, make("summary", {}, `认定经过（${part.history.length}次）`),
          make("ol", {}, part.history.map((one) => make("li", {}, `${one.at}　${one.who}　${one.words}`))))
        : "");
    this.enable();
    if (moved) this.scroll.scrollTop = 0;
  }

  /** Open a field to write in; the evidence comes first. */
  edit(name) {
    const { agency, key } = this.desk.at;
    if (this.part?.key && (this.part.agency !== agency || this.part.key !== key)) {
      this.refuse("右栏还没有显示这一处的证据，请稍候再写。");
      return;
    }
    if (!this.part?.key) return;
    if (this.view !== "evidence") this.choose("evidence");
    this[name].open();
  }

  /** What is written and not yet saved on the cause that is seen: it goes along with a decision. */
  unsaved() {
    return Object.fromEntries(["note", "proposal"].filter((name) => this[name].isChanged()).map((name) => [name, this[name].text.value]));
  }

  choose(name, quietly = false) {
    this.view = name;
    for (const [one, tab] of Object.entries(this.tabs)) {
      tab.setAttribute("aria-selected", one === name ? "true" : "false");
      tab.tabIndex = one === name ? 0 : -1;
    }
    if (this.tablist.querySelector(":focus")) this.tabs[name].focus();
    this.scroll.setAttribute("aria-labelledby", this.tabs[name].id);
    this.front.hidden = name !== "evidence";
    this.back.hidden = name === "evidence";
    if (name === "evidence" && this.part) {
      this.seenOf = this.part.rests_on;
      this.enable();
    }
    if (name !== "evidence" && !quietly) this.look(name);
  }

  /** Show a place in another view. */
  async lookUp(view, name) {
    this.choose(view, true);
    this.scroll.focus();
    await this.look(view);
    if (this.view === view && !this.seen.arrive(name)) this.desk.say("该处不在本视图中，请对照原件。");
  }

  step(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    const names = Object.keys(this.tabs);
    const to = names[(names.indexOf(this.view) + steps[event.key] + names.length) % names.length];
    this.choose(to);
  }

  /** Ask for what a tab shows of the agency, beside another one where there are two. */
  async look(name, other) {
    const agency = this.desk.at.agency;
    this.choosing.hidden = name !== "beside";
    if (name === "beside" && !other) {
      const named = this.part?.agency === agency ? this.part.beside : "";
      const rest = this.desk.agencies.rows.filter((row) => row.id !== agency);
      const names = choice([["", "请选择并列的单位"], ...rest.map((row) => [row.id, row.called])], named,
        { onchange: (event) => event.target.value && this.look("beside", event.target.value) });
      this.choosing.replaceChildren(labelled("与哪个单位并列", names));
      if (!named) {
        this.viewed = null;
        this.seen.show("");
        this.awaits("");
        return;
      }
      other = named;
    }
    const viewed = { name, agency, other };
    const was = this.viewed;
    const again = was?.name === name && was.agency === agency && was.other === other;
    this.viewed = viewed;
    this.seen.keeps = again;
    if (!again) this.seen.show("");
    this.awaits(again ? "内容有变动，正在重新显示……" : "正在显示……");
    const { parts } = await this.desk.ask("view", { name, agency, ...(other ? { other } : {}) });
    if (this.viewed !== viewed) return;
    this.seen.show(parts.view?.html ?? "");
    this.awaits(parts.view ? "" : "本栏未能显示，请再选一次。", false);
    viewed.state = parts.view?.state;
    this.follow(this.desk.parts.state);
  }

  /** Say what is awaited, or why nothing is shown; "" where all is shown. What is shown meanwhile belongs to what was before. */
  awaits(words, busy = Boolean(words)) {
    this.waiting.textContent = words;
    this.waiting.hidden = !words;
    this.back.setAttribute("aria-busy", busy ? "true" : "false");
  }

  /** Have what is shown follow the state that the review is in now. */
  follow(part) {
    const { view, viewed } = this;
    if (view === "evidence" || viewed?.state === undefined || viewed.name !== view) return;
    if (part?.agency === viewed.agency && part.state !== viewed.state) this.look(view, viewed.other);
  }

  focus() {
    this.scroll.focus();
  }
}
