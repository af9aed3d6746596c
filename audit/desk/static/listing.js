// A list box of any length: only the rows in sight are in the page, and programs that read it aloud are told of the rest.

/** Rows that are drawn above and below what is in sight. */
const BEYOND = 6;

class Listing {
  /**
   * `draw(item)` gives the children of a row of `height` pixels, `told(item)` what is read aloud; `moved(item)` is called
   * when the cursor comes to stand on another item, `entered(item)` at Enter or a double click.
   */
  constructor({ label, height, draw, told, keyOf, moved, entered, empty }) {
    Object.assign(this, { height, draw, told, keyOf, moved, entered });
    this.items = [];
    this.at = -1;
    this.stem = fresh("row");
    this.sizer = make("div", { className: "sizer", role: "presentation" });
    this.box = make("div", { className: "listing", role: "listbox", tabIndex: 0, "aria-label": label }, this.sizer);
    this.none = make("p", { className: "none" }, empty);
    this.whole = make("div", { className: "listing-frame" }, this.box, this.none);
    this.box.addEventListener("scroll", () => this.paint(), { passive: true });
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("click", (event) => this.clicked(event, false));
    this.box.addEventListener("dblclick", (event) => this.clicked(event, true));
    this.watching = new ResizeObserver(() => this.paint());
    this.watching.observe(this.box);
  }

  /** Show other items; the cursor stays on the item with the key `key`, and what is in sight where that was not. */
  show(items, key) {
    const away = this.current !== undefined && this.keyOf(this.current) === key && !this.isSeen();
    this.items = items;
    const found = key === undefined ? -1 : items.findIndex((one) => this.keyOf(one) === key);
    this.at = found;
    this.sizer.style.height = `${items.length * this.height}px`;
    this.none.hidden = items.length > 0;
    this.box.hidden = items.length === 0;
    if (found >= 0 && !away) this.reveal();
    this.paint();
  }

  /** Whether the item with the cursor is in sight. */
  isSeen() {
    const top = this.at * this.height;
    return top + this.height > this.box.scrollTop && top < this.box.scrollTop + this.box.clientHeight;
  }

  get current() {
    return this.items[this.at];
  }

  /** Put the cursor on the place `at`; `quietly` does not tell. */
  go(at, quietly = false) {
    const to = Math.max(0, Math.min(this.items.length - 1, at));
    if (!this.items.length) return;
    const same = to === this.at;
    this.at = to;
    if (!same || !quietly) this.reveal();
    this.paint();
    if (!same && !quietly) this.moved(this.items[to]);
  }

  /** Put the cursor on the item with this key; whether there is one. */
  goTo(key, quietly = false) {
    const at = this.items.findIndex((one) => this.keyOf(one) === key);
    if (at >= 0) this.go(at, quietly);
    return at >= 0;
  }

  reveal() {
    const top = this.at * this.height;
    const seen = this.box.clientHeight;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + this.height > this.box.scrollTop + seen) this.box.scrollTop = top + this.height - seen;
  }

  paint() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.height) - BEYOND);
    const shown = Math.ceil((this.box.clientHeight || 600) / this.height) + 2 * BEYOND;
    const last = Math.min(this.items.length, first + shown);
    const rows = [];
    for (let i = first; i < last; i++) rows.push(this.row(i));
    if (this.at >= 0 && (this.at < first || this.at >= last)) rows.push(this.row(this.at));
    this.sizer.replaceChildren(...rows);
    if (this.at >= 0) this.box.setAttribute("aria-activedescendant", `${this.stem}-${this.at}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  row(i) {
    const row = make(
      "div",
      {
        id: `${this.stem}-${i}`,
        role: "option",
        className: i === this.at ? "row on" : "row",
        "aria-selected": i === this.at ? "true" : "false",
        "aria-setsize": this.items.length,
        "aria-posinset": i + 1,
        "aria-label": this.told(this.items[i]),
        "data-at": i,
      },
      this.draw(this.items[i]),
    );
    row.style.top = `${i * this.height}px`;
    row.style.height = `${this.height}px`;
    return row;
  }

  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.box.clientHeight / this.height) - 1);
    const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, Home: -this.items.length, End: this.items.length };
    if (event.key in steps) {
      event.preventDefault();
      this.go(Math.max(0, this.at) + (this.at < 0 ? 0 : steps[event.key]));
    } else if (event.key === "Enter" && this.current) {
      event.preventDefault();
      this.entered?.(this.current);
    }
  }

  clicked(event, twice) {
    const row = event.target.closest(".row");
    if (!row) return;
    this.go(Number(row.dataset.at));
    if (twice) this.entered?.(this.current);
  }
}
