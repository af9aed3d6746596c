// What narrows the lists: words that are searched, values of the agencies, marks, and what their causes are.

/** Filters by a property of the agency, and by what its causes are, with their labels. */
const BY_VALUE = { year: "年度", region: "地区", kind: "类别", grade: "等次", reach: "审核" };
const BY_CAUSE = { rule: "规则", section: "部分", level: "级别" };
const BY_MARK = { mine: "分给我的", errors: "有错误", undecided: "有未认定", due: "有待给分" };
/** Where a facet of an agency has what its causes are, how many they are, and how many of these nobody has decided on. */
const FACET = { rule: 0, section: 1, level: 2, causes: 3, undecided: 4 };

/** Whether an agency has a mark: who looks for it is `who`, `among` are those of its causes that are looked for. */
const HAS = {
  mine: (row, who) => row.assigned === who,
  errors: (row) => row.errors > 0,
  undecided: (row, who, among) => among.undecided > 0,
  due: (row) => row.due > 0,
};

/** How many of the rows have each of the values that `valuesOf` gives for a row, by the value as a text. */
function counted(rows, valuesOf) {
  const found = new Map();
  for (const row of rows) for (const value of new Set(valuesOf(row).map((one) => String(one ?? "")))) found.set(value, (found.get(value) ?? 0) + 1);
  found.delete("");
  return found;
}

class Filters {
  /** `changed()` is called when somebody narrowed, `done()` when whoever typed goes on to the list. */
  constructor(desk, changed, done) {
    this.desk = desk;
    this.offered = {};
    const narrowed = () => {
      this.name();
      changed();
    };
    this.search = make("input", {
      type: "search", placeholder: "查找单位", "aria-label": "查找单位", autocomplete: "off",
      oninput: narrowed,
      onkeydown: (event) => {
        if (event.key === "ArrowDown" || (event.key === "Enter" && !event.isComposing)) {
          event.preventDefault();
          done();
        }
      },
    });
    const select = ([name, label]) => [name, choice([["", label]], "", { "aria-label": label, onchange: narrowed })];
    const values = Object.fromEntries(Object.entries(BY_VALUE).map(select));
    this.causes = Object.fromEntries(Object.entries(BY_CAUSE).map(select));
    this.selects = { ...values, ...this.causes };
    this.marks = Object.fromEntries(Object.keys(BY_MARK).map((name) => [name, make("input", { type: "checkbox", onchange: narrowed })]));
    this.found = Object.fromEntries(Object.keys(BY_MARK).map((name) => [name, make("small", {})]));
    this.marking = Object.entries(BY_MARK).map(([name, label]) => make("label", {}, this.marks[name], label, this.found[name]));
    this.clearing = button("清除筛选", () => {
      this.restore({});
      changed();
      done();
    }, { className: "plain" });
    this.whole = make("div", { className: "narrowing", role: "search", "aria-label": "筛选" },
      make("div", { className: "selects" }, this.search, values.year),
      make("div", { className: "selects" }, [values.region, values.kind, values.grade, values.reach]),
      make("div", { className: "selects" }, Object.values(this.causes)),
      make("div", { className: "marks" }, this.marking));
  }

  /** Offer what there is among agencies and their causes, each with how many agencies have it; what is chosen stays. */
  offer(rows) {
    for (const [name, select] of Object.entries(this.selects)) {
      const chosen = select.value;
      const found = counted(rows, name in FACET ? (row) => (row.facets ?? []).map((one) => one[FACET[name]]) : (row) => [row[name]]);
      if (chosen && !found.has(chosen)) found.set(chosen, 0);
      const named = this.desk.parts.whole?.names?.[name] ?? [...found.keys()].sort().map((one) => [one, one]);
      const options = named.filter(([value]) => found.has(value)).map(([value, words]) => [value, `${words}（${found.get(value)}）`]);
      select.hidden = options.length < 2 && !chosen;
      const offered = JSON.stringify(options);
      if (this.offered[name] === offered) continue;
      this.offered[name] = offered;
      select.replaceChildren(...[["", this.label(name)], ...options].map(([value, words]) => make("option", { value }, words)));
      select.value = chosen;
    }
    const who = this.desk.parts.whole?.who;
    const every = rows.map((row) => [row, this.among(row, {})]);
    for (const [name, has] of Object.entries(HAS)) this.found[name].textContent = every.filter(([row, among]) => has(row, who, among)).length;
    this.marks.mine.parentElement.hidden = !rows.some((row) => row.assigned) && !this.marks.mine.checked;
    this.marks.due.parentElement.hidden = !this.desk.parts.whole?.has_rubric && !this.marks.due.checked;
    this.name();
  }

  label(name) {
    return BY_VALUE[name] ?? BY_CAUSE[name];
  }

  /** Have each choice say in full what is chosen, which may be longer than its place. */
  name() {
    for (const select of Object.values(this.selects)) select.title = select.value ? select.selectedOptions[0]?.textContent ?? "" : "";
    const { search, values, marks } = this.state();
    this.clearing.hidden = !search && !marks.length && !Object.keys(values).length;
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
    this.name();
  }

  /** What causes are looked for, by name; {} where all are. */
  wanted() {
    return Object.fromEntries(Object.entries(this.causes).map(([name, one]) => [name, one.value]).filter(([, one]) => one));
  }

  /** Whether a cause is looked for. */
  suits(cause, wanted = this.wanted()) {
    return Object.entries(wanted).every(([name, value]) => String(cause[name] ?? "") === value);
  }

  /** How many causes of an agency are looked for, and how many of these nobody has decided on. */
  among(row, wanted = this.wanted()) {
    const found = { causes: 0, undecided: 0 };
    for (const [rule, section, level, causes, undecided] of row.facets ?? []) {
      if (!this.suits({ rule, section, level }, wanted)) continue;
      found.causes += causes;
      found.undecided += undecided;
    }
    return found;
  }

  /** What tells whether an agency is looked for. */
  fitting() {
    const { search, values, marks } = this.state();
    const words = folded(search).split(/\s+/).filter(Boolean);
    const wanted = this.wanted();
    const seeks = Object.keys(wanted).length > 0;
    const own = Object.entries(values).filter(([name]) => name in BY_VALUE);
    const who = this.desk.parts.whole?.who;
    return (row) => {
      const among = seeks || marks.includes("undecided") ? this.among(row, wanted) : undefined;
      return words.every((word) => folded(`${row.name} ${row.title ?? ""} ${row.region ?? ""}`).includes(word)) &&
        own.every(([name, value]) => String(row[name] ?? "") === value) &&
        (!seeks || among.causes > 0) &&
        marks.every((name) => HAS[name](row, who, among));
    };
  }

  /** Those found, first the ones whose name begins with what is searched, or does so without the region before it. */
  ranked(rows) {
    const sought = folded(this.search.value).trim();
    if (!sought) return rows;
    const place = (row) => ([row.name, row.local_name].some((name) => folded(name).startsWith(sought)) ? 0 : 1);
    return [...rows].sort((one, other) => place(one) - place(other));
  }

  focus() {
    (Object.values(this.causes).find((one) => !one.hidden) ?? this.search).focus();
  }
}
