// Texts that are written beside a cause: the note, and what the agency is told to change.

/** States in which somebody's decision holds, so that a note can be kept with it. */
const HELD = new Set(["confirmed", "dismissed", "pending"]);

/** A text on a cause that is edited where it stands. What is typed is kept by this tab until it is saved or cancelled. */
class Writing {
  constructor(desk, name, label) {
    Object.assign(this, { desk, name, label });
    this.words = make("p", { className: "text" });
    this.text = make("textarea", { rows: 3, "aria-label": label, oninput: () => this.typed(), onkeydown: (event) => this.pressed(event) });
    this.reading = make("div", { className: "reading-text" }, (this.head = make("b", {}, label)), this.words);
    this.hint = make("p", { className: "quiet hint", id: fresh("hint"), role: "status" });
    this.text.setAttribute("aria-describedby", this.hint.id);
    this.form = make("div", { className: "form", hidden: true }, make("b", {}, label), this.text, this.hint,
      make("div", { className: "line" }, (this.saving = button("保存", () => this.save(), { key: "Ctrl+Enter", className: "main" })), button("取消", () => this.cancel(), { key: "Esc" })));
    this.whole = make("div", { className: `writing ${name}` }, this.reading, this.form);
  }

  get draft() {
    return `draft ${this.name} ${this.agency} ${this.key}`;
  }

  /** Show what stands on a cause; what was begun there and not saved is open again. */
  show({ agency, key, state }, saved, by = "") {
    const here = agency === this.agency && key === this.key;
    const open = here && !this.form.hidden;
    Object.assign(this, { agency, key, saved, state });
    this.words.textContent = saved;
    this.head.textContent = by ? `${this.label}（${by}）` : this.label;
    this.saving.firstChild.textContent = HELD.has(state) ? "保存" : "写好，随认定保存";
    this.hint.classList.remove("due");
    this.hint.textContent = HELD.has(state) ? "写完后保存；改为其他认定的，随认定一并保存。" : "尚未认定，写好后随属实、不属实或待查一并保存。";
    const draft = key ? kept(this.draft) : null;
    this.whole.hidden = !key || (!saved && draft === null && !open);
    if (open) return;
    this.form.hidden = draft === null;
    this.reading.hidden = draft !== null;
    if (draft !== null) this.text.value = draft;
  }

  open() {
    this.whole.hidden = false;
    if (this.form.hidden) this.text.value = this.saved;
    this.form.hidden = false;
    this.reading.hidden = true;
    this.text.focus();
    this.whole.scrollIntoView({ block: "nearest" });
  }

  isChanged() {
    return !this.form.hidden && this.text.value !== this.saved;
  }

  typed() {
    keep(this.draft, this.text.value);
  }

  pressed(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.cancel();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) {
      event.preventDefault();
      this.save();
    }
  }

  shut() {
    keep(this.draft, null);
    this.form.hidden = true;
    this.reading.hidden = false;
    this.whole.hidden = !this.saved;
  }

  cancel() {
    this.shut();
    this.desk.focusPane();
  }

  /** Have it kept; until the program has said so, what was typed stays. */
  async save() {
    const { agency, key } = this;
    if (!HELD.has(this.state)) {
      this.hint.textContent = `${this.label}还没有保存，随认定一并保存：请选属实（C）、不属实（D）或待查（Q）。`;
      this.hint.classList.add("due");
      this.desk.focusPane();
      return;
    }
    const text = this.text.value.trim();
    const verb = this.name === "note" ? "note" : "propose";
    const answer = await this.desk.ask(verb, { agency, key, [this.name]: text }, { words: `${this.label}：${this.desk.called(agency, key)}` });
    if (answer.fault) return this.desk.focusPane();
    keep(`draft ${this.name} ${agency} ${key}`, null);
    if (this.agency === agency && this.key === key && this.text.value.trim() === text) {
      this.shut();
      this.desk.focusPane();
    }
    return undefined;
  }
}
