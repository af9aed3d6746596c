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
    this.whole = make("section", { className: "scoring", role: "dialog", "aria-labelledby": this.title.id, hidden: true, onkeydown: (event) => this.pressed(event) },
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
    this.ask();
  }

  /** What was typed on an agency and not saved, by item: it is there when the panel is opened once more. */
  drafts(agency) {
    return kept(`awarding ${agency}`) ?? {};
  }

  show(part) {
    if (part.agency !== this.wanted) return;
    const { desk, part: was } = this;
    this.part = part;
    this.seen = desk.parts.seen;
    this.whole.hidden = false;
    this.title.textContent = `评分　${desk.nameOf(part.agency)}`;
    // Where nothing is scored there is no table, but why.
    this.table.hidden = !part.items.length;
    this.total.replaceChildren(...[part.total && make("b", {}, `合计 ${part.total}`), part.total && part.words && "　", part.words].filter(Boolean));
    // What did not change stays as it is: somebody may be typing there.
    const names = (one) => one?.items.map((item) => item.item).join("\n");
    const stays = was?.agency === part.agency && names(was) === names(part);
    if (!stays) this.lines.clear();
    for (const item of part.items) {
      const told = JSON.stringify(item);
      const old = this.lines.get(item.item);
      if (old?.told === told) continue;
      const line = this.line(item);
      const held = old?.line.contains(old.line.getRootNode().activeElement);
      old?.line.replaceWith(line);
      this.lines.set(item.item, { told, line });
      if (held) line.querySelector("input")?.focus();
    }
    if (!stays) this.body.replaceChildren(...[...this.lines.values()].map((one) => one.line));
  }

  /** The line of an item; where a person may give its points, with what is filled in. */
  line(item) {
    const line = make("tr", {}, make("th", { scope: "row" }, item.name), make("td", { className: "value" }, item.max));
    if (!item.is_manual) {
      line.append(make("td", { className: "value" }, item.points), make("td", {}, item.words ?? ""));
      return line;
    }
    const agency = this.wanted;
    const { [item.item]: left } = this.drafts(agency);
    const points = make("input", { type: "text", inputmode: "decimal", size: 9, placeholder: item.counted && `暂计 ${item.counted}`, value: left?.points ?? item.points ?? "", "aria-label": `${item.name}的得分，满分${item.max}` });
    const note = make("input", { type: "text", value: left?.note ?? item.note ?? "", "aria-label": `${item.name}的评分说明`, placeholder: "评分说明" });
    const unsaved = make("small", { className: "due", hidden: !left }, "尚未保存");
    const save = () => this.save(item, points.value.trim(), note.value.trim());
    for (const one of [points, note]) {
      one.addEventListener("input", () => {
        keep(`awarding ${agency}`, { ...this.drafts(agency), [item.item]: { points: points.value, note: note.value } });
        unsaved.hidden = false;
      });
      one.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.repeat) return;
        // The key that saves must not answer the question that it raises.
        event.preventDefault();
        save();
      });
    }
    line.append(make("td", { className: "value" }, points), make("td", {}, make("div", { className: "line" }, note,
      button("保存", save, { title: "保存这一项的评分" }), unsaved), make("p", { className: "quiet" }, [item.counted && "待给分", item.who && `${item.who}评定`, item.words].filter(Boolean).join("；"))));
    return line;
  }

  /** Have the points of an item kept; what was typed stays until the program has said so. */
  async save(item, points, note) {
    const { desk, wanted: agency, seen } = this;
    this.refuse("");
    if (!(await askReplacing(desk, item, points))) return;
    const answer = await desk.ask("award", { agency, item: item.item, points, note, seen }, { words: `评分：${item.name} ${points}` });
    if (answer.fault) {
      if (this.wanted === agency) this.refuse(answer.fault);
      return;
    }
    keep(`awarding ${agency}`, Object.fromEntries(Object.entries(this.drafts(agency)).filter(([name]) => name !== item.item)));
    if (this.wanted !== agency) return;
    this.lines.get(item.item).told = "";
    this.show(answer.parts.score ?? this.part);
  }
}

/** Ask once whether `points` are to take the place of what others gave `item` otherwise; gives a promise of whether they are entered. */
function askReplacing(desk, item, points) {
  const others = (item.others ?? []).filter((one) => points && Number(one.points) !== Number(folded(points)));
  if (!others.length) return Promise.resolve(true);
  return new Promise((resolve) => {
    const { dialog } = openDialog(desk, {
      title: "与他人的评分不同",
      body: [make("p", { className: "headline" }, item.name), make("div", { className: "overruled" },
        make("p", {}, `评为${points}分即代替下列评分，记入评分说明：`),
        make("ul", {}, others.map((one) => make("li", {}, make("b", {}, `${one.who}：${one.points}分`), `　${one.at}`, one.note && make("p", {}, `评分说明：${one.note}`)))))],
      acts: [["仍要录入", () => resolve(true), { main: true, key: "Enter" }]],
      closed: "取消",
    });
    dialog.addEventListener("close", () => resolve(false));
    dialog.querySelector("button.main").focus();
  });
}
