// The first screen: what to review is chosen, dropped or typed; and the second, while it is read.

/** Bytes of one piece in which a dropped file is sent: messages are bounded. */
const PIECE = 1024 * 1024;

/** Settings that can be chosen at the desk; the others are those of the command or of gkaudit.toml, and are only shown. */
const CHOSEN_HERE = new Set(["who", "decisions", "roster", "rubric", "previous"]);

/** The first screen; `show` takes the part `choosing`. */
class Opening {
  constructor(desk) {
    this.desk = desk;
    this.path = make("input", {
      type: "text", className: "path", spellcheck: "false", autocomplete: "off",
      placeholder: "如 D:\\年报\\2024，也可以是单个文件或 .zip",
      onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) this.open(); },
    });
    this.fault = make("p", { className: "fault", role: "alert", hidden: true });
    this.recent = make("ul", { className: "recent" });
    this.settings = make("div", { className: "settings" });
    this.sent = make("p", { className: "quiet", role: "status" });
    this.zone = make(
      "div",
      { className: "zone" },
      make("p", {}, make("b", {}, "把文件或文件夹拖到这里"), "，文件只在本机读取，不会上传到网上。"),
      this.sent,
    );
    this.whole = make(
      "section",
      { className: "opening", hidden: true, "aria-label": "选择要核查的报告" },
      make("h1", {}, "政府信息公开工作年度报告　核查台"),
      make("p", { className: "quiet" }, "选择存放年度报告的文件夹、文件、压缩包，或以前生成的结果文件夹。"),
      make(
        "div",
        { className: "columns" },
        make(
          "div",
          {},
          make("h2", {}, "打开"),
          make("div", { className: "line" }, labelled("路径", this.path, "field grow"),
            button("打开", () => this.open(), { className: "main" }),
            button("浏览…", () => browseFolders(desk, (path) => this.open([path])))),
          this.fault,
          this.zone,
          make("h2", {}, "最近打开"),
          this.recent,
        ),
        make("div", {}, make("h2", {}, "设置"), this.settings),
      ),
    );
    this.whole.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.zone.classList.add("over");
    });
    this.whole.addEventListener("dragleave", () => this.zone.classList.remove("over"));
    this.whole.addEventListener("drop", (event) => {
      event.preventDefault();
      this.zone.classList.remove("over");
      this.dropped(event.dataTransfer);
    });
  }

  refuse(words) {
    this.fault.textContent = words;
    this.fault.hidden = !words;
  }

  show(part) {
    this.part = part;
    this.recent.replaceChildren(
      ...(part.recent ?? []).map((one) =>
        make("li", {}, button(one.path || one.words, () => this.open(one.paths), { className: "plain" }), one.is_gone && make("small", {}, "已不在原处"), one.path && one.words !== one.path && make("small", {}, one.words))),
    );
    if (!part.recent?.length) this.recent.append(make("li", { className: "quiet" }, "还没有打开过。"));
    const typed = this.settings.contains(document.activeElement) ? document.activeElement.name : "";
    this.settings.replaceChildren(...(part.settings ?? []).filter((one) => CHOSEN_HERE.has(one.name) || one.value).map((one) => this.setting(one)));
    if (typed) this.settings.querySelector(`[name="${typed}"]`)?.focus();
  }

  setting({ name, label, value, whence }) {
    const shown = Array.isArray(value) ? value.join("；") : value ?? "";
    const input = make("input", { type: "text", name, value: shown, spellcheck: "false", autocomplete: "off", readonly: !CHOSEN_HERE.has(name) });
    input.addEventListener("change", () => this.set(name, input.value));
    const whole = labelled(label, input);
    if (whence) {
      const told = make("small", { id: fresh("whence") }, whence);
      input.setAttribute("aria-describedby", told.id);
      whole.append(told);
    }
    return whole;
  }

  /** Have a setting taken; what is refused stays in its field, with the reason. */
  async set(name, value) {
    this.setting_ = this.desk.ask("settings", { [name]: value });
    const answer = await this.setting_;
    this.refuse(answer.fault);
  }

  /** Open what stands at the paths, or at what is typed. */
  async open(paths = [this.path.value.trim()]) {
    if (!paths[0]) {
      this.refuse("请先填写路径，或点“浏览”选择。");
      this.path.focus();
      return;
    }
    this.refuse("");
    await this.setting_;
    const answer = await this.desk.ask("open", { paths });
    this.refuse(answer.fault);
    if (answer.fault) this.path.focus();
  }

  /** Send what was dropped, piece by piece, after a look at its size. */
  async dropped(transfer) {
    const entries = [...transfer.items].map((one) => one.webkitGetAsEntry?.()).filter(Boolean);
    const loose = [...transfer.files];
    const { most } = this.part;
    const found = [];
    if (entries.length) for (const one of entries) await filesBelow(one, "", found, most.files);
    else found.push(...loose.map((file) => ({ name: file.name, file })));
    numbered(found);
    const total = found.reduce((sum, one) => sum + one.file.size, 0);
    const big = found.find((one) => one.file.size > most.file);
    if (!found.length) return this.refuse("没有拖入文件。");
    if (found.length > most.files) {
      return this.refuse(`拖入的文件超过一次接收的上限${most.files}个，没有接收。请改用“浏览”打开所在的文件夹。`);
    }
    if (big) {
      return this.refuse(`“${big.name}”有${bytesInWords(big.file.size)}，超过单个文件的上限${bytesInWords(most.file)}，没有接收。` +
        "请改用“浏览”打开它所在的文件夹。");
    }
    if (total > most.total) {
      return this.refuse(`拖入的文件共${bytesInWords(total)}，超过一次接收的上限${bytesInWords(most.total)}，没有接收。` +
        "请改用“浏览”打开所在的文件夹。");
    }
    this.refuse("");
    await this.setting_;
    let done = 0;
    for (const [i, { name, file }] of found.entries()) {
      for (let at = 0; at === 0 || at < file.size; at += PIECE) {
        const piece = await file.slice(at, at + PIECE).arrayBuffer();
        const answer = await this.desk.ask(
          "give", { name, size: file.size, at, first: i === 0 && at === 0 }, { buffers: [piece] });
        if (answer.fault) {
          this.sent.textContent = "";
          return this.refuse(answer.fault);
        }
        done += piece.byteLength;
        this.sent.textContent = `正在接收：${i + 1} / ${found.length}，${bytesInWords(done)} / ${bytesInWords(total)}`;
      }
    }
    this.sent.textContent = "";
    const answer = await this.desk.ask("open", { upload: found.map(({ name, file }) => ({ name, size: file.size })) });
    this.refuse(answer.fault);
  }

  focus() {
    this.path.focus();
  }
}

/** Put the files of a dropped file or folder behind those that were `found`, with their paths below it; at most one more than `most`. */
async function filesBelow(entry, path, found, most) {
  const name = path + entry.name;
  if (entry.isFile) {
    found.push({ name, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    return;
  }
  const reader = entry.createReader();
  while (found.length <= most) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    for (const one of some) if (found.length <= most) await filesBelow(one, `${name}/`, found, most);
  }
}

/** Tell files of one name apart, as where they were found in several folders at once. */
function numbered(found) {
  const taken = new Set();
  for (const one of found) {
    const [, stem, ending] = /^(.*?)(\.[^./]*)?$/s.exec(one.name);
    for (let number = 2; taken.has(one.name); number++) one.name = `${stem}(${number})${ending ?? ""}`;
    taken.add(one.name);
  }
}

/** Choose a folder or a file by walking through folders; `chosen(path)` is called with it. */
async function browseFolders(desk, chosen) {
  const where = make("p", { className: "chosen-place" });
  const list = new Listing({
    label: "文件夹和文件",
    height: 30,
    keyOf: (one) => one.path,
    told: (one) => `${one.is_folder ? "文件夹" : "文件"} ${one.name} ${one.words ?? ""}`,
    draw: (one) => [
      make("span", { className: "mark", "aria-hidden": "true" }, one.is_folder ? "▸" : "·"),
      make("span", { className: "name" }, one.name),
      make("small", {}, one.words ?? ""),
    ],
    moved: () => {},
    entered: (one) => (one.is_folder ? walk(one.path) : take(one.path)),
    empty: "这个文件夹是空的。",
  });
  const more = make("p", { className: "quiet", role: "status" });
  const up = button("上一级", () => walk(folder?.parent ?? ""), { key: "←" });
  let folder = null;
  const take = (path) => {
    shut();
    chosen(path);
  };
  const walk = async (path) => {
    const answer = await desk.ask("browse", { path });
    refuse(answer.fault);
    if (!answer.parts.folder) return;
    const from = folder?.path;
    folder = answer.parts.folder;
    where.textContent = folder.path;
    more.textContent = folder.words ?? "";
    up.disabled = !folder.parent;
    list.show(folder.entries, from);
    if (list.at < 0) list.go(0);
    list.box.focus();
  };
  const { dialog, shut, refuse } = openDialog(desk, {
    title: "选择文件夹或文件",
    body: make("div", { className: "browsing" }, make("div", { className: "line" }, up, where), list.whole, more,
      make("p", { className: "quiet" }, "Enter或双击进入文件夹、打开文件；← 返回上一级。")),
    acts: [
      ["打开所选", () => { if (list.current) take(list.current.path); else return false; }],
      ["打开当前文件夹", () => { if (folder?.parent) take(folder.path); else return false; }, { main: true }],
    ],
    closed: "取消",
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" && !up.disabled) up.click();
    if (event.key === "ArrowRight" && list.current?.is_folder) walk(list.current.path);
  });
  await walk(desk.opening.part?.folder ?? "");
}

/** What is said once the reading has taken longer than was told. */
const LONGER = "正在处理的报告用时较长（如扫描件），还需多少时间不能估计。";

/** The screen while reports are read; `show` takes the part `reading`. */
class Reading {
  constructor(desk) {
    this.bar = make("progress", { max: 1, "aria-label": "读取进度" });
    this.words = make("p", { role: "status" });
    this.left = make("p", { className: "quiet" });
    this.stop = button("取消读取", () => desk.ask("close"));
    this.whole = make("section", { className: "reading", tabIndex: -1, hidden: true, "aria-label": "正在读取" },
      make("h1", {}, "正在读取和核对报告"), this.bar, this.words, this.left, this.stop);
  }

  show({ done, total, left_seconds: left, words }) {
    this.bar.max = total || 1;
    if (total) this.bar.value = done;
    else this.bar.removeAttribute("value");
    this.words.textContent = words || (total ? `已完成 ${done} / ${total} 份` : "正在清点文件……");
    // What is left is told when a report is done. One that takes longer than that tells that nobody knows.
    clearTimeout(this.overrun);
    const known = left !== null && left !== undefined;
    this.left.textContent = known ? `大约还需${inMinutes(left)}` : "";
    if (known && done < total) this.overrun = setTimeout(() => { this.left.textContent = LONGER; }, left * 1000);
  }

  /** No key that is meant for something else stops it. */
  focus() {
    this.whole.focus();
  }
}

/** Seconds as people say them. */
function inMinutes(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole}秒` : `${Math.floor(whole / 60)}分${whole % 60 ? `${whole % 60}秒` : "钟"}`;
}
