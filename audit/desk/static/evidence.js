// The third pane: what is held against the agency, what was decided on it, and what else there is to see.

/** What can be looked at beside the evidence, in the order of its tabs. */
const VIEWS = { evidence: "证据", text: "原文", tables: "表格", charts: "图表", beside: "并列", years: "历年", peers: "同类单位", rules: "规则" };
/** In which of them the places stand that links lead to, by how their names begin. */
const PLACES = { "zw-": "text", "tab-": "tables", "sb-": "tables" };
/** Steps by which a picture is made larger. */
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

/** What a piece of a page needs besides where it has a pane's width and not a page's. */
const SHEET = `:host{display:block;container-type:inline-size}
.gk{font-size:14px}
.gk .card{margin-top:0}
.gk .arrived{outline:2px solid var(--link);outline-offset:2px}
.gk button{font:inherit;font-size:12.5px;color:var(--link);background:none;border:1px solid var(--line);border-radius:4px;cursor:pointer}
@container (max-width:1000px){.gk .evidence.two{display:flex;flex-direction:column;align-items:stretch}
.gk .evidence.two>*{min-width:0}
.gk .evidence.two>.worked{order:-1}}
@container (max-width:560px){.gk .card{padding:4px 8px 6px}
.gk table.excerpt{font-size:12px}
.gk table.excerpt :is(th,td){padding:2px 3px}
.gk table.excerpt th[scope=row]{min-width:5em}
.gk table.excerpt td a{padding:3px 2px}}
@container (max-width:780px){.gk.gk-charts,.gk .gk-charts{grid-template-columns:minmax(0,1fr)}}`;

/** A piece of a page in a place of its own, with the style of pages, which touches nothing around it. */
class Sheet {
  constructor(desk, label) {
    this.desk = desk;
    this.host = make("div", { className: "sheet", role: "group", "aria-label": label });
    this.inside = this.host.attachShadow({ mode: "open" });
    this.inside.addEventListener("click", (event) => this.clicked(event));
  }

  /** Show finished HTML of the program's own templates. */
  show(html) {
    if (html === this.html) return;
    this.html = html;
    const were = new Map([...this.inside.querySelectorAll("details > summary")].map((one) => [one.textContent, one.parentElement.open]));
    const style = make("style", {}, (this.desk.parts.whole?.style ?? "") + SHEET);
    const body = make("div", { className: "gk" });
    body.innerHTML = html;
    for (const picture of body.querySelectorAll("figure.place img")) {
      picture.after(button("放大", () => zoomed(this.desk, picture)));
    }
    // What a sum is held against is evidence: nobody has to unfold it, but for what tells nothing.
    for (const compared of body.querySelectorAll("details.on-paper:not(.rest)")) compared.open = true;
    for (const wide of body.querySelectorAll(".scroll")) wide.tabIndex = 0;
    for (const summary of body.querySelectorAll("details > summary")) {
      if (this.keeps && were.has(summary.textContent)) summary.parentElement.open = were.get(summary.textContent);
    }
    this.inside.replaceChildren(style, body);
  }

  /** Follow what leads somewhere on the sheet, or to another problem; open what leads elsewhere beside the desk. */
  clicked(event) {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const to = link.getAttribute("href");
    if (!to.startsWith("#")) {
      link.target = "_blank";
      link.rel = "noopener";
      return;
    }
    event.preventDefault();
    const name = decodeURIComponent(to.slice(1));
    const problem = /^wt-(\d+)$/.exec(name);
    const view = Object.keys(PLACES).find((begins) => name.startsWith(begins));
    if (this.arrive(name)) return;
    if (view) this.desk.evidence.lookUp(PLACES[view], name);
    else this.desk.evidence.choose("evidence", true);
    if (problem) this.desk.goToNumber(Number(problem[1]));
  }

  /** Bring a place of this sheet into sight and mark it; whether there is such a place. */
  arrive(name) {
    const place = this.inside.getElementById(name);
    if (!place) return false;
    for (let part = place.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    for (const one of this.inside.querySelectorAll(".arrived")) one.classList.remove("arrived");
    const seen = place.localName === "i" ? place.parentElement : place;
    seen.classList.add("arrived");
    seen.scrollIntoView({ block: "center" });
    return true;
  }
}

/** A picture in a dialog, larger by steps. */
function zoomed(desk, picture) {
  const large = make("img", { src: picture.src, alt: picture.alt });
  const told = make("span", { role: "status" });
  let step = ZOOMS.indexOf(1);
  const scale = (by) => {
    step = Math.max(0, Math.min(ZOOMS.length - 1, step + by));
    large.style.width = `${Math.round(picture.naturalWidth * ZOOMS[step])}px`;
    told.textContent = `${Math.round(ZOOMS[step] * 100)}%`;
  };
  const tools = make("div", { className: "line" }, button("缩小", () => scale(-1), { key: "−" }), told, button("放大", () => scale(1), { key: "+" }));
  const { dialog } = openDialog(desk, {
    title: picture.alt || "原件",
    body: [tools, make("div", { className: "picture", tabIndex: 0, role: "group", "aria-label": "原件的图像" }, large)],
    wide: true,
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") scale(1);
    if (event.key === "-" || event.key === "−") scale(-1);
  });
  scale(1);
}

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
    const rule = (words, key, ruling) => button(words, () => desk.rule(ruling), { key, className: ruling });
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
    this.front = make("div", { className: "front" }, this.note.whole, this.sheet.host, this.proposal.whole, this.more);
    this.back = make("div", { className: "back", hidden: true }, this.choosing, this.seen.host);
    this.scroll = make("div", { className: "scroll", tabIndex: 0, role: "tabpanel", id: this.panel }, this.front, this.back);
    this.refused = make("p", { className: "refused", role: "alert", hidden: true });
    this.whole = make("section", { className: "pane evidence", "aria-label": "证据和认定" },
      this.tablist, make("div", { className: "deciding" }, this.state, this.rulings, this.refused), this.scroll);
    this.choose("evidence", true);
  }

  /** Whether the evidence of this cause, as it is now, was seen since the cause was chosen: other tabs belong to it. */
  shows(agency, key) {
    return this.part?.agency === agency && this.part.key === key && this.seenOf === this.part.rests_on;
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
    const moved = part.key !== this.part?.key || part.agency !== this.part?.agency;
    this.part = part;
    this.whole.removeAttribute("aria-busy");
    if (moved) this.refuse("");
    if (moved && this.view !== "evidence") this.choose("evidence", true);
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
        this.seen.show("");
        return;
      }
      other = named;
    }
    this.seen.show("");
    const { parts } = await this.desk.ask("view", { name, agency, ...(other ? { other } : {}) });
    if (parts.view && this.view === name && this.desk.at.agency === agency) this.seen.show(parts.view.html);
  }

  focus() {
    this.scroll.focus();
  }
}
