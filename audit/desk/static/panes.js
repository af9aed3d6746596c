// The first two panes: agencies with their filters, and the causes of one agency.

/** How a cause stands, as a sign beside its words. */
const SIGNS = { open: "○", confirmed: "✓", dismissed: "✗", pending: "?", disputed: "≠", lapsed: "↺" };
/** States in which somebody has still to decide. */
const UNDECIDED = new Set(["open", "disputed", "lapsed"]);
/** Filters by a property of the row, with their labels. */
const BY_VALUE = { region: "地区", kind: "类别", grade: "等次" };
const BY_MARK = { mine: "分给我的", errors: "有错误", undecided: "有未认定" };

/** The pane of agencies. */
class Agencies {
  constructor(desk) {
    this.desk = desk;
    this.rows = [];
    this.filters = {};
    this.search = make("input", {
      type: "search", placeholder: "查找单位", "aria-label": "查找单位", autocomplete: "off",
      oninput: () => this.narrow(),
      onkeydown: (event) => {
        if (event.key === "ArrowDown" || (event.key === "Enter" && !event.isComposing)) {
          event.preventDefault();
          this.focus();
        }
      },
    });
    this.selects = Object.fromEntries(Object.entries(BY_VALUE).map(([name, label]) =>
      [name, choice([["", label]], "", { "aria-label": label, onchange: () => this.narrow() })]));
    this.marks = Object.fromEntries(Object.keys(BY_MARK).map((name) =>
      [name, make("input", { type: "checkbox", onchange: () => this.narrow() })]));
    this.count = make("p", { className: "quiet count", role: "status" });
    this.listing = new Listing({
      label: "单位，差的在前",
      height: 46,
      keyOf: (row) => row.id,
      told: (row) => `${row.name}${row.year ?? ""}年，${row.status_words || ""}，${row.score || "未评分"}${row.grade ?? ""}，错误${row.errors}处，` +
        `疑点${row.warnings}处，无法核对${row.open}处，已认定${row.decided}处，共${row.causes}处`,
      draw: (row) => this.row(row),
      moved: (row) => desk.look(row.id),
      entered: () => desk.focusPane(1),
      empty: "没有符合条件的单位。",
    });
    this.whole = make(
      "section",
      { className: "pane agencies", "aria-label": "单位" },
      make("div", { className: "narrowing" }, this.search,
        make("div", { className: "selects" }, Object.values(this.selects)),
        make("div", { className: "marks" }, Object.entries(BY_MARK).map(([name, label]) => make("label", {}, this.marks[name], label)))),
      this.count,
      this.listing.whole,
    );
  }

  row(row) {
    const done = row.causes > 0 && row.decided >= row.causes;
    const counts = [["错误", row.errors, "error"], ["疑点", row.warnings, "warning"], ["未核", row.open, ""]];
    const year = row.year === this.desk.parts.whole?.year ? "" : row.year;
    return [
      make("span", { className: "top" },
        make("span", { className: "name", title: row.title || row.name }, row.name),
        make("span", { className: done ? "share done" : "share" }, row.causes ? `${done ? "✓ " : ""}${row.decided}/${row.causes}` : row.status_words || "无问题")),
      make("span", { className: "under" },
        [year, row.grade, row.score].filter(Boolean).map((one) => make("span", {}, one)),
        counts.filter(([, n]) => n).map(([words, n, level]) => make("span", { className: level }, `${words}${n}`)),
        row.stage && make("span", {}, row.stage),
        row.assigned && make("span", { className: "who" }, row.assigned)),
    ];
  }

  /** Take the part `whole`: what can be filtered by. */
  offer({ filters = {} }) {
    for (const [name, select] of Object.entries(this.selects)) {
      const before = select.value;
      const values = filters[name] ?? [];
      select.replaceChildren(make("option", { value: "" }, BY_VALUE[name]), ...values.map((one) => make("option", { value: one }, one)));
      select.value = values.includes(before) ? before : "";
      select.hidden = values.length < 2;
    }
    this.marks.mine.parentElement.hidden = !(filters.assigned ?? []).length;
  }

  /** Take all rows. */
  show(rows) {
    this.rows = rows;
    this.desk.progressed();
    this.narrow();
  }

  /** Take rows that changed. */
  patch(rows) {
    const changed = new Map(rows.map((row) => [row.id, row]));
    this.rows = this.rows.map((row) => changed.get(row.id) ?? row);
    this.desk.progressed();
    this.narrow();
  }

  state() {
    const marks = Object.keys(BY_MARK).filter((name) => this.marks[name].checked);
    const values = Object.fromEntries(Object.entries(this.selects).map(([name, one]) => [name, one.value]).filter(([, one]) => one));
    return { search: this.search.value, values, marks };
  }

  restore({ search = "", values = {}, marks = [] }) {
    this.search.value = search;
    for (const [name, select] of Object.entries(this.selects)) {
      select.value = values[name] ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    for (const name of Object.keys(BY_MARK)) this.marks[name].checked = marks.includes(name);
    this.narrow();
  }

  /** Show what fits search and filters; the agency that is looked at stays, even where a decision took it out. */
  narrow() {
    const { search, values, marks } = this.state();
    const words = folded(search).split(/\s+/).filter(Boolean);
    const here = this.desk.at.agency;
    const who = this.desk.parts.whole?.who;
    const fits = (row) =>
      words.every((word) => folded(`${row.name} ${row.title ?? ""} ${row.region ?? ""}`).includes(word)) &&
      Object.entries(values).every(([name, value]) => String(row[name] ?? "") === value) &&
      (!marks.includes("mine") || row.assigned === who) &&
      (!marks.includes("errors") || row.errors > 0) &&
      (!marks.includes("undecided") || row.decided < row.causes);
    this.fitting = this.rows.filter(fits);
    const kept = JSON.stringify([search, values, marks]);
    const same = kept === this.narrowedBy;
    this.narrowedBy = kept;
    const shown = same ? this.rows.filter((row) => row.id === here || fits(row)) : this.fitting;
    this.listing.show(shown, here);
    const all = this.fitting.length === this.rows.length;
    this.count.textContent = all ? `共${this.rows.length}份报告` : `符合条件${this.fitting.length}份，共${this.rows.length}份`;
    this.desk.placed();
  }

  focus() {
    if (this.listing.at < 0) this.listing.go(0);
    (this.listing.items.length ? this.listing.box : this.search).focus();
  }
}

/** The pane of one agency's causes. */
class Causes {
  constructor(desk) {
    this.desk = desk;
    this.name = make("h2", {});
    this.words = make("p", { className: "words" });
    this.remarks = make("details", { className: "remarks" });
    this.tools = make("div", { className: "tools", role: "toolbar", "aria-label": "对本单位" });
    this.added = make("div", { className: "added" });
    this.listing = new Listing({
      label: "问题，重的在前",
      height: 66,
      keyOf: (row) => row.key,
      told: (row) => `问题${row.number}，${row.level_name}，${row.state_name}${row.who ? `，${row.who}` : ""}：${row.headline}${row.note ? `，备注：${row.note}` : ""}`,
      draw: (row) => this.row(row),
      moved: (row) => desk.look(desk.at.agency, row.key),
      entered: () => desk.focusPane(2),
      empty: "没有列出的问题。",
    });
    this.whole = make("section", { className: "pane causes", "aria-label": "问题" },
      make("header", {}, this.name, this.words, this.remarks, this.tools), this.listing.whole, this.added);
  }

  row(row) {
    return [
      make("span", { className: `sign ${row.state}`, "aria-hidden": "true" }, SIGNS[row.state] ?? "○"),
      make("span", { className: "main" },
        make("span", { className: "headline", title: row.headline }, make("b", {}, row.number), " ", row.headline),
        make("span", { className: "under" },
          make("span", { className: `level ${row.level}` }, row.level_name),
          make("span", { className: "where" }, row.where ?? ""),
          row.points && make("span", {}, row.points),
          row.alike > 0 && make("span", {}, `同类${row.alike}`),
          make("span", { className: `state ${row.state}` }, row.who ? `${row.state_name} ${row.who}` : row.state_name),
          row.note && make("span", { title: row.note }, "有备注"))),
    ];
  }

  show(part) {
    this.part = part;
    const { head = {}, rows = [], added = [] } = part;
    this.name.textContent = head.name ?? "";
    this.name.title = head.source ?? "";
    this.words.replaceChildren(...[head.words, head.score_words, head.stage].filter(Boolean).map((one) => make("span", {}, one)));
    const [first, ...rest] = head.remarks ?? [];
    this.remarks.hidden = !first;
    this.remarks.replaceChildren(make("summary", {}, first ?? ""), ...rest.map((one) => make("p", {}, one)));
    this.listing.show(rows, this.desk.at.key);
    this.tools.replaceChildren(...this.desk.toolsFor(head));
    this.added.hidden = !added.length;
    this.added.replaceChildren(
      ...(added.length ? [make("h3", {}, "人工补充的问题")] : []),
      make("ol", {}, added.map((one) => make("li", {}, make("b", {}, `${one.level_name}　${one.title}`), one.text && make("span", {}, `　${one.text}`), make("small", {}, `　${one.who}　`),
        button("撤销", () => this.desk.ask("remove", { agency: part.agency, number: one.number }, { words: `撤销补充的问题：${one.title}` }), { className: "plain", title: `撤销补充的问题：${one.title}` })))),
    );
  }

  /** The row with this key. */
  row_of(key) {
    return this.part?.rows.find((row) => row.key === key);
  }

  focus() {
    if (this.listing.at < 0) this.listing.go(0);
    if (this.listing.items.length) this.listing.box.focus();
    else this.tools.querySelector("button")?.focus();
  }
}
