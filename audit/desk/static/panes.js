// The first two panes: agencies with their filters, and the causes of one agency.

/** How a cause stands, as a sign beside its words. */
const SIGNS = { open: "○", confirmed: "✓", dismissed: "✗", pending: "?", disputed: "≠", lapsed: "↺" };
/** States in which somebody has still to decide. */
const UNDECIDED = new Set(["open", "disputed", "lapsed"]);
/** The pane of agencies. */
class Agencies {
  constructor(desk) {
    this.desk = desk;
    this.rows = [];
    this.followed = settled(() => this.follow(), 300);
    this.filters = new Filters(desk, () => this.narrow(), () => this.focus());
    this.count = make("p", { className: "quiet count", role: "status" });
    this.listing = new Listing({
      label: "单位，差的在前",
      height: 46,
      keyOf: (row) => row.id,
      told: (row) => `${row.name}${row.year ?? ""}年，${[...row.apart, row.absence, row.why].filter(Boolean).map((one) => `${one}，`).join("")}${row.status_words || ""}，${row.stage ? `${row.stage}，` : ""}${row.is_stale ? "未重新核对，" : ""}${row.score || "未评分"}${row.grade ?? ""}，${row.ungiven ? `${row.ungiven}，` : ""}${row.due ? `待给分${row.due}项，` : ""}错误${row.errors}处，` +
        `疑点${row.warnings}处，提示${row.hints ?? 0}处，无法核对${row.open}处，已认定${row.decided}处，待查${row.pending ?? 0}处，共${row.causes}处${this.sought(row, "，符合筛选", "处")}`,
      draw: (row) => this.row(row),
      moved: (row) => desk.look(row.id),
      entered: () => desk.focusPane(1),
      empty: "没有符合条件的单位。",
    });
    this.whole = make(
      "section",
      { className: "pane agencies", "aria-label": "单位" },
      this.filters.whole,
      make("div", { className: "counted" }, this.count, this.filters.clearing),
      this.listing.whole,
    );
  }

  row(row) {
    const done = row.causes > 0 && row.decided >= row.causes;
    const counts = [["错误", row.errors, "error"], ["疑点", row.warnings, "warning"], ["提示", row.hints, ""], ["无法核对", row.open, ""]];
    const found = counts.filter(([, n]) => n);
    return [
      make("span", { className: "top" },
        make("span", { className: "name", title: row.title || row.name }, row.name),
        row.is_dated && make("span", { className: "year" }, row.year ?? "年度未知"),
        row.returned ? make("b", { className: "stage returned", title: row.status_words }, row.returned) : row.stage_short && make("span", { className: "stage", title: row.stage }, row.stage_short),
        make("span", { className: done ? "share done" : "share" }, row.causes ? `${done ? "✓ " : ""}${row.decided}/${row.causes}` : row.unread || "无问题")),
      make("span", { className: "under" },
        // What stands last is cut off where the line is full.
        row.id === this.divides && make("b", { className: "divides" }, "其他年度和另一份"),
        row.is_stale && make("b", { className: "stale" }, "未重新核对"),
        row.pending > 0 && make("span", { className: "pending" }, `待查${row.pending}`),
        row.absence && make("b", {}, row.absence),
        row.apart.map((one) => make("span", { className: "apart" }, one)),
        row.grade && make("span", {}, row.grade),
        row.score ? make("span", { title: row.ungiven }, row.score + row.ungiven_mark) : row.is_unscored && make("span", {}, "未评分"),
        this.sought(row) && make("b", {}, this.sought(row, "符合")),
        row.due > 0 && this.filters.marks.due.checked && make("b", {}, `待给分${row.due}项`),
        found.length > 0 && make("span", { className: "counts", title: found.map(([words, n]) => `${words}${n}`).join("　") }, found.flatMap(([words, n, level]) => [" ", make("span", { className: level }, `${words}${n}`)])),
        row.why && make("span", { className: "why", title: row.why }, row.why),
        row.assigned && make("span", { className: "who" }, row.assigned)),
    ];
  }

  /** How many causes of the agency are looked for, in words; "" where all are. */
  sought(row, before = "", after = "") {
    const wanted = this.filters.wanted();
    return Object.keys(wanted).length ? `${before}${this.filters.among(row, wanted).causes}${after}` : "";
  }

  /** Take all rows. */
  show(rows) {
    this.rows = rows;
    this.filters.offer(rows);
    this.desk.progressed();
    this.narrow();
  }

  /** Take rows that changed. */
  patch(rows) {
    const changed = new Map(rows.map((row) => [row.id, row]));
    this.show(this.rows.map((row) => changed.get(row.id) ?? row));
  }

  restore(state) {
    this.filters.restore(state);
    this.narrow();
  }

  /** Show what fits the filters; the agency that is looked at stays, even where a decision took it out. */
  narrow() {
    const fits = this.filters.fitting();
    const here = this.desk.at.agency;
    this.fitting = this.rows.filter(fits);
    const kept = JSON.stringify(this.filters.state());
    const same = kept === this.narrowedBy;
    this.narrowedBy = kept;
    const shown = same ? this.rows.filter((row) => row.id === here || fits(row)) : this.fitting;
    this.divides = shown.some((row) => !row.is_beside) && !this.filters.search.value ? shown.find((row) => row.is_beside)?.id : undefined;
    this.listing.show(this.filters.ranked(shown), here);
    if (!same) this.desk.causes.narrow();
    if (!same && here) this.followed();
    const all = this.fitting.length === this.rows.length;
    const { agencies, reports } = this.desk.parts.counts ?? {};
    this.count.textContent = all ? [agencies, reports].filter(Boolean).join("\n") : `符合条件${this.fitting.length}行，共${this.rows.length}行`;
    this.desk.placed();
  }

  /** Look at the first that is looked for, where what is looked at is not. */
  follow() {
    const { at, causes } = this.desk;
    if (this.listing.at < 0) this.listing.go(0);
    else if (causes.part?.agency === at.agency && !causes.fitting().some((row) => row.key === at.key)) {
      const first = causes.fitting()[0];
      if (first) this.desk.look(at.agency, first.key);
    }
  }

  focus() {
    if (this.listing.at < 0) this.listing.go(0);
    (this.listing.items.length ? this.listing.box : this.filters.search).focus();
  }
}

/** The pane of one agency's causes. */
class Causes {
  constructor(desk) {
    this.desk = desk;
    this.name = make("h2", {});
    this.score = make("p", { className: "quiet score" });
    this.apart = make("span", { className: "quiet apart" });
    this.words = make("summary", {});
    this.taken = make("div", {});
    this.state = make("details", { className: "words", ontoggle: () => this.showProgress() }, this.words, this.taken);
    this.remarks = make("details", { className: "remarks" });
    this.tools = make("div", { className: "tools", role: "toolbar", "aria-label": "对本单位" });
    this.added = make("div", { className: "added" });
    this.told = make("span", { role: "status" });
    this.widening = button("", () => this.widen(!this.wide), { className: "plain" });
    this.narrowed = make("p", { className: "narrowed quiet", hidden: true }, this.told, this.widening);
    this.listing = new Listing({
      label: "问题，重的在前",
      height: 66,
      keyOf: (row) => row.key,
      told: (row) => `问题${row.number}，${row.level_name}，${row.state_name}${row.who ? `，${row.who}` : ""}：${row.headline}${row.reason ? `，理由：${row.reason}` : ""}${row.note ? `，备注：${row.note}` : ""}`,
      draw: (row) => this.row(row),
      moved: (row) => desk.look(desk.at.agency, row.key),
      entered: () => desk.focusPane(2),
      empty: "没有列出的问题。",
    });
    this.whole = make("section", { className: "pane causes", "aria-label": "问题" },
      make("header", {}, make("div", { className: "headed" }, this.name, this.apart), this.score, this.state, this.remarks, this.tools), this.narrowed, this.listing.whole, this.added, desk.scoring.whole);
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
    const { head = {}, added = [] } = part;
    this.name.textContent = head.name ?? "";
    this.name.title = head.source ?? "";
    this.apart.textContent = head.apart ?? "";
    this.score.textContent = this.score.title = head.score_words ?? "";
    this.score.hidden = !this.desk.parts.whole?.has_rubric;
    // One line whatever is decided, unless somebody unfolds it: a list that moved would have somebody decide on the wrong cause.
    this.showProgress();
    const taken = head.taken ?? [];
    this.taken.replaceChildren(...(taken.length ? [make("h3", {}, "审核经过"), make("ol", {}, taken.map((one) => make("li", {}, one)))] : []));
    const [first, ...rest] = head.remarks ?? [];
    this.remarks.classList.toggle("none", !first);
    this.remarks.classList.toggle("stale", Boolean(this.desk.agencies.rows.find((row) => row.id === part.agency)?.is_stale));
    this.remarks.replaceChildren(make("summary", {}, first ?? "　"), ...rest.map((one) => make("p", {}, one)));
    this.narrow();
    this.tools.replaceChildren(...toolsFor(this.desk, head));
    this.added.hidden = !added.length;
    this.added.replaceChildren(
      ...(added.length ? [make("h3", {}, "人工补充的问题")] : []),
      make("ol", {}, added.map((one) => make("li", {}, make("b", {}, `${one.level_name}　${one.title}`), one.text && make("span", {}, `　${one.text}`), make("small", {}, `　${one.who}　`),
        button("撤销", () => this.desk.ask("remove", { agency: part.agency, key: one.key }, { words: `撤销补充的问题：${one.title}` }), { className: "plain", title: `撤销补充的问题：${one.title}` })))),
    );
  }

  /** Show how far the report is; where its steps are unfolded below, what they say is left out above them. */
  showProgress() {
    const { words = "", taken = [], words_above_steps: above } = this.part?.head ?? {};
    this.words.textContent = this.words.title = this.state.open && taken.length ? above : words;
  }

  /** Those of the causes that are looked for. */
  fitting() {
    const wanted = this.desk.agencies.filters.wanted();
    return (this.part?.rows ?? []).filter((row) => this.desk.agencies.filters.suits(row, wanted));
  }

  /** Show the causes that are looked for, or all of them; the one that is looked at stays. */
  narrow() {
    const rows = this.part?.rows ?? [];
    const fitting = new Set(this.fitting());
    const here = this.desk.at.key;
    this.listing.show(this.wide ? rows : rows.filter((row) => fitting.has(row) || row.key === here), here);
    this.narrowed.hidden = fitting.size === rows.length;
    this.told.textContent = `符合筛选${fitting.size}处，共${rows.length}处`;
    this.widening.textContent = this.wide ? "只列符合的" : "列出全部";
  }

  /** Put the cursor on the cause with this key, which is shown even where it is not looked for. */
  goTo(key) {
    this.listing.goTo(key, true);
    if (this.row_of(key)) this.narrow();
  }

  /** List all causes, or only those that are looked for. */
  widen(wide) {
    this.wide = wide;
    this.narrow();
    this.desk.placed();
  }

  /** The row at a place of the list, or the last one before it; the first of all where the filters leave none. */
  nearest(at) {
    const { items } = this.listing;
    return items[Math.max(0, Math.min(at, items.length - 1))] ?? this.part?.rows[0];
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
