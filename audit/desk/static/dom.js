// Elements, dialogs and small helps. Text is always set as text; nothing here takes words for markup.

let numbers = 0;
/** A name that no other element of the page has. */
const fresh = (stem) => `gk-${stem}-${++numbers}`;

const PROPERTIES = new Set(["className", "value", "checked", "disabled", "hidden", "tabIndex", "textContent", "htmlFor"]);

/** An element: properties, attributes, listeners (`onclick: …`) and children; what is false or absent is left out. */
function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return node;
}

/** A button that does one thing; `key` stands in its label and in what programs read of it. */
function button(words, does, { key = "", title = "", className = "" } = {}) {
  return make(
    "button",
    { type: "button", className, title: title || undefined, "aria-keyshortcuts": key || undefined, onclick: does },
    words,
    key && make("kbd", { "aria-hidden": "true" }, key),
  );
}

/** A field with its label before it; gives the whole, `input` is what is filled in. */
function labelled(words, input, className = "field") {
  input.id ||= fresh("field");
  return make("div", { className }, make("label", { htmlFor: input.id }, words), input);
}

/** A list of options; each is a text, or [value, words]. */
function choice(options, chosen = "", given = {}) {
  const pairs = options.map((one) => (Array.isArray(one) ? one : [one, one]));
  const select = make("select", given, pairs.map(([value, words]) => make("option", { value }, words)));
  select.value = chosen;
  return select;
}

/** Radio buttons under one legend; `picked()` is the chosen value, `pick` chooses. */
function radios(legend, options, chosen = "") {
  const name = fresh("radio");
  const inputs = options.map(([value]) => make("input", { type: "radio", name, value, checked: value === chosen }));
  const whole = make(
    "fieldset",
    { className: "radios" },
    make("legend", {}, legend),
    options.map(([, words], i) => make("label", {}, inputs[i], words)),
  );
  return {
    whole,
    inputs,
    picked: () => inputs.find((one) => one.checked)?.value ?? "",
    pick: (i) => { if (inputs[i]) { inputs[i].checked = true; inputs[i].focus(); } },
  };
}

/** Whether a key that is pressed there belongs to what is being typed or chosen. */
function isTyping(event) {
  if (event.isComposing || event.keyCode === 229) return true;
  const node = event.composedPath()[0];
  if (!(node instanceof Element)) return false;
  if (node.closest("textarea, select, [contenteditable]")) return true;
  return node instanceof HTMLInputElement && !["button", "checkbox", "radio", "submit"].includes(node.type);
}

/** Call `does` once, `wait` milliseconds after the last of several calls. */
function settled(does, wait) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => does(...given), wait);
  };
}

/** Where a place is typed, or words that are sought: no record keeps them. */
const PLACES_TYPED = ".path, .opening input, [type=search]";

/** Have a field in which one writes take no more characters than are kept, `most`, and say beside it when it is full. */
function bound(field, most) {
  if (!most || !field.matches("textarea, input:is([type=text], [type=search])") || field.maxLength >= 0) return;
  field.maxLength = field.matches(PLACES_TYPED) ? most.place : most.words;
  const told = make("small", { className: "full", role: "status" });
  field.after(told);
  field.addEventListener("input", () => {
    told.textContent = field.value.length >= field.maxLength ? `已满${field.maxLength}字，超出的没有录入。` : "";
  });
}

/** What is compared in a search: width and case of letters make no difference. */
const folded = (text) => String(text ?? "").normalize("NFKC").toLowerCase();

/** How many bytes, in words. */
function bytesInWords(bytes) {
  if (bytes < 1024) return `${bytes}字节`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/**
 * A dialog over the desk that is open until it is closed by a button, by Esc or by `shut()`.
 *
 * `acts` are [words, what it does, {main, key}]; a dialog's work that gives false leaves it open. Ctrl+Enter does the main
 * one. The focus goes back to where it was.
 */
function openDialog(desk, { title, body, acts = [], wide = false, closed = "关闭" }) {
  const fault = make("p", { className: "fault", role: "alert", hidden: true });
  const head = make("h2", { id: fresh("title") }, title);
  const dialog = make("dialog", { className: wide ? "wide" : "", "aria-labelledby": head.id });
  let busy = false;
  let refused = false;
  const run = async (does) => {
    if (busy) return;
    busy = true;
    try {
      if ((await does()) !== false) shut();
    } finally {
      busy = false;
    }
  };
  const leave = () => {
    dialog.remove();
    if (refused) desk.tell("", "");
    // The browser has given the focus back already, unless what had it is gone; somebody may even have moved on.
    if (!desk.root.contains(desk.root.getRootNode().activeElement)) desk.focusPane();
  };
  // The browser tells of the closing only with its next picture; a key that is pressed before that has to find its pane.
  const shut = () => {
    if (!dialog.open) return;
    dialog.close();
    leave();
  };
  const buttons = acts.map(([words, does, given = {}]) =>
    button(words, () => run(does), { key: given.key, className: given.main ? "main" : "" }));
  const main = acts.find(([, , given]) => given?.main);
  dialog.append(
    make("header", {}, head, button("✕", shut, { title: "关闭（Esc）" })),
    make("div", { className: "body" }, body),
    fault,
    make("footer", {}, buttons, button(closed, shut, { key: "Esc" })),
  );
  dialog.querySelector("header button").setAttribute("aria-label", "关闭");
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && main && !event.isComposing && !event.repeat) {
      event.preventDefault();
      run(main[1]);
    }
  });
  dialog.addEventListener("close", () => dialog.isConnected && leave());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    shut();
  });
  Object.assign(dialog, { shut, seen: desk.inSight });
  desk.root.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  return {
    dialog,
    shut,
    /** Show why it did not work; the dialog stays as it is. */
    refuse: (words) => {
      // Of a dialog that is gone it is told at the foot of the desk.
      if (!dialog.open) return;
      fault.textContent = words;
      fault.hidden = !words;
      refused = Boolean(words);
    },
  };
}

/** Ask for a yes before something that reaches far; gives a promise of the answer. */
function confirmFirst(desk, title, words, yes) {
  return new Promise((resolve) => {
    const { dialog } = openDialog(desk, {
      title,
      body: make("p", {}, words),
      acts: [[yes, () => resolve(true), { main: true, key: "Ctrl+Enter" }]],
      closed: "取消",
    });
    // Whoever goes on pressing keys changes nothing.
    dialog.querySelector("footer button:last-child").focus();
    dialog.addEventListener("close", () => resolve(false));
  });
}
