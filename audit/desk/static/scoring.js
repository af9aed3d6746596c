// The points of the agency that is seen, docked below its causes: evidence and text stay in sight while they are given.

/** The panel of points: what the rubric gives, and what people give where it leaves it to them. It follows the agency that is seen until it is closed. */
class Scoring {
  constructor(desk) {
    this.desk = desk;
    this.title = make("h3", { id: fresh("title") });
    this.total = make("p", { className: "total", role: "status" });
    this.body = make("tbody", {});
    this.table = make("div", { className: "wide-table", tabIndex: 0, role: "group", "aria-label": "各项得分" }, make("table", { className: "points" },
      make("thead", {}, make("tr", {}, ["项目", "满分", "得分", "说明"].map((one) => make("th", { scope: "col" }, one)))), this.body));
    this.fault = make("p", { className: "fault", role: "alert", hidden: true });
    this.whole = make("section", { className: "scoring", role: "dialog", tabIndex: -1, "aria-labelledby": this.title.id, hidden: true, onkeydown: (event) => this.pressed(event) },
      make("header", {}, this.title, button("关闭", () => this.close(), { key: "Esc", title: "关闭评分" })), this.fault,
      make("div", { className: "body" }, this.total, this.table));
    this.lines = new Map();
  }

  /** Open it on the agency that is seen, and go to what can be filled in. */
  async open() {
    this.wanted = this.desk.at.agency;
    await this.ask();
    (this.body.querySelector("input") ?? this.whole.querySelector("button")).focus();
  }

  close() {
    const had = this.whole.contains(this.whole.getRootNode().activeElement);
    this.wanted = this.part = undefined;
    this.whole.hidden = true;
    this.refuse("");
    if (had) this.desk.focusPane(1);
  }

  ask() {
    return this.desk.ask("score", { agency: this.wanted });
  }

  /** No key of the panel decides on anything beside it. */
  pressed(event) {
    event.stopPropagation();
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.close();
  }

  /** Say why it did not work; "" where there is nothing to say. */
  refuse(words) {
    this.fault.textContent = words;
    this.fault.hidden = !words;
    // It stands beside what was typed, and nowhere else.
    if (words) this.desk.tell("", "");
  }

  /** Have it follow which agency is seen, and what others enter on that. */
  follow(part) {
    if (!this.wanted || part.agency !== this.desk.at.agency) return;
    if (part.agency === this.wanted && (!this.part || part.state === this.part.state)) return;
    if (part.agency !== this.wanted) this.refuse("");
    this.wanted = part.agency;
    this.waits();
    this.ask();
  }

  /** Say whose the lines are, as long as they are another agency's than the one that is seen. */
  waits() {
    if (!this.part || this.part.agency === this.wanted) return;
    const { desk, part, wanted } = this;
    this.whole.setAttribute("aria-busy", "true");
    this.total.replaceChildren(make("b", {}, `以下仍是${desk.nameOf(part.agency)}的评分，所填计入该单位`), `　正在读取${desk.nameOf(wanted)}的评分……`);
  }

  /** What was typed on an agency and not saved, by item: it is there when the panel is opened once more. */
  drafts(agency) {
    return kept(`awarding ${agency}`) ?? {};
  }

  show(part) {
    if (part.agency !== this.wanted) return;
    const { desk, part: was } = this;
    const held = this.whole.contains(this.whole.getRootNode().activeElement);
    this.part = part;
    this.seen = desk.parts.seen;
    this.whole.hidden = false;
    this.whole.setAttribute("aria-busy", "false");
    this.title.textContent = `评分　${desk.nameOf(part.agency)}`;
    // Where nothing is scored there is no table, but why.
    this.table.hidden = !part.items.length;
    this.total.replaceChildren(...[part.total && make("b", {}, `合计 ${part.total}`), part.total && part.words && "　", part.words].filter(Boolean));
    // Lines stay where they are: somebody may be typing there.
    const names = (one) => one?.items.map((item) => item.item).join("\n");
    if (was?.agency !== part.agency || names(was) !== names(part)) {
      this.lines = new Map(part.items.map((item) => [item.item, new PointsLine(this, part.agency, item)]));
      this.body.replaceChildren(...[...this.lines.values()].map((one) => one.whole));
    } else for (const item of part.items) this.lines.get(item.item).show(item);
    if (held && !this.whole.contains(this.whole.getRootNode().activeElement)) this.whole.focus();
  }

  /** Have the points of an item of the agency whose line it is kept; what was typed stays until the program has said so. */
  async save(agency, item, points, note) {
    const { desk, seen } = this;
    const typed = JSON.stringify(this.drafts(agency)[item.item]);
    this.refuse("");
    if (!(await askReplacing(desk, item, points))) return;
    const answer = await desk.ask("award", { agency, item: item.item, points, note, seen }, { words: `评分：${desk.nameOf(agency)} ${item.name} ${points}` });
    if (answer.fault) {
      if (this.wanted === agency) this.refuse(answer.fault);
      return;
    }
    // What was typed meanwhile is not kept yet.
    const { [item.item]: left, ...others } = this.drafts(agency);
    if (JSON.stringify(left) === typed) keep(`awarding ${agency}`, others);
    if (this.wanted === agency) this.show(answer.parts.score ?? this.part);
  }
}

/** The line of an item of an agency; where a person may give its points, with fields in which what is typed stays. */
class PointsLine {
  constructor(scoring, agency, item) {
    Object.assign(this, { scoring, agency, item });
    this.got = make("td", { className: "value" });
    this.told = make("td", {});
    this.whole = make("tr", {}, make("th", { scope: "row" }, item.name), make("td", { className: "value" }, item.max), this.got, this.told);
    if (item.is_manual) this.build();
    this.show(item);
  }

  build() {
    const { scoring, agency, item } = this;
    this.points = make("input", { type: "text", inputmode: "decimal", size: 9, "aria-label": `${item.name}的得分，满分${item.max}` });
    this.note = make("input", { type: "text", "aria-label": `${item.name}的评分说明`, placeholder: "评分说明" });
    this.unsaved = make("small", { className: "due", hidden: true }, "尚未保存");
    this.words = make("p", { className: "quiet" });
    const save = () => scoring.save(agency, this.item, this.points.value.trim(), this.note.value.trim());
    for (const one of [this.points, this.note]) {
      one.addEventListener("input", () => {
        keep(`awarding ${agency}`, { ...scoring.drafts(agency), [item.item]: { points: this.points.value, note: this.note.value } });
        this.unsaved.hidden = false;
      });
      one.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.repeat) return;
        // The key that saves must not answer the question that it raises.
        event.preventDefault();
        save();
      });
    }
    this.got.append(this.points);
    this.told.append(make("div", { className: "line" }, this.note, button("保存", save, { title: "保存这一项的评分" }), this.unsaved), this.words);
  }

  /** Show how the item stands; what was typed and not kept stays. */
  show(item) {
    this.item = item;
    if (!item.is_manual) {
      this.got.textContent = item.points;
      this.told.textContent = item.words ?? "";
      return;
    }
    const left = this.scoring.drafts(this.agency)[item.item];
    this.points.placeholder = item.counted ? `暂计 ${item.counted}` : "";
    for (const name of ["points", "note"]) {
      const value = (left ?? item)[name] ?? "";
      // A field that is given what it has may lose what is being composed in it.
      if (this[name].value !== value) this[name].value = value;
    }
    this.unsaved.hidden = !left;
    this.words.textContent = [item.counted && "待给分", item.who && `${item.who}评定`, item.words].filter(Boolean).join("；");
  }
}

/** Ask once whether `points` are to take the place of what others gave `item` otherwise; gives a promise of whether they are entered. */
function askReplacing(desk, item, points) {
  const given = Number(folded(points));
  const others = (item.others ?? []).filter((one) => points && Number(one.points) !== given);
  if (!others.length) return Promise.resolve(true);
  return new Promise((resolve) => {
    const { dialog } = openDialog(desk, {
      title: "与他人的评分不同",
      body: [make("p", { className: "headline" }, item.name), make("div", { className: "overruled" },
        make("p", {}, `评为${Number.isNaN(given) ? points : given}分即代替下列评分，记入评分说明：`),
        make("ul", {}, others.map((one) => make("li", {}, make("b", {}, `${one.who}：${one.points}分`), `　${one.at}`, one.note && make("p", {}, `评分说明：${one.note}`)))))],
      acts: [["仍要录入", () => resolve(true), { main: true, key: "Enter" }]],
      closed: "取消",
    });
    dialog.addEventListener("close", () => resolve(false));
    dialog.querySelector("button.main").focus();
  });
}
