// What else is entered on an agency: cells that were misread, findings by hand, points, who does it, which report counts, steps of the review.

/** What can be done with the agency whose causes are shown; ``head`` is what stands above them. */
function toolsFor(desk, head) {
  return [
    button("更正识读", () => openCells(desk)),
    button("补充问题", () => openAdding(desk)),
    desk.parts.whole?.has_rubric && button("评分", () => desk.scoring.open()),
    button("分工", () => openAssigning(desk)),
    head.adopting && button(head.adopting, () => openAdopting(desk, head.adopting)),
    head.choosing && button(head.choosing, () => desk.ask("choose", { agency: desk.at.agency }, { words: `${head.choosing}：${desk.nameOf(desk.at.agency)}` }),
      { title: "同一年度有多份报告的，选定计入评分和汇总的一份" }),
    ...(head.moves ?? []).map((step) => button(step.words, () => (step.takes_back ? moveBack(desk, step) : openMoving(desk, step)))),
    button("核查页", () => desk.ask("make", { what: "page", agency: desk.at.agency }), { title: "生成本单位的核查页" }),
  ].filter(Boolean);
}

/** The dialog of the tables as they were read: a cell is chosen and put right. */
async function openCells(desk, agency = desk.at.agency) {
  const { parts } = await desk.ask("cells", { agency });
  if (!parts.cells) return;
  const { cells: suspects = [], likely = [] } = (agency === desk.at.agency && desk.causes.row_of(desk.at.key)) || {};
  const tables = make("div", { className: "cells" });
  const chosen = make("p", { className: "chosen-place" }, "请在表中选择一格。");
  const printed = make("p", { className: "quiet" });
  const original = make("div", { className: "original", role: "group", "aria-label": "该格在原件中的位置", hidden: true });
  let placed = null;
  const agreed = make("p", { role: "status", hidden: true });
  const corrected = make("input", { type: "text", autocomplete: "off", inputmode: "numeric" });
  const why = make("input", { type: "text", autocomplete: "off", placeholder: "如 扫描件中的7误识为1" });
  const moved = make("p", { className: "moved", role: "status" });
  const empty = { read: "此格读作空白", unread: "没有读到此格", unprinted: "原件未印此格", corrected: "更正前此格空白或没有读到" };
  let cell = null;
  const restore = button("恢复原来的识读", () => enter({ restore: true }));
  restore.hidden = true;
  // What was typed and not entered is there when the dialog is opened once more.
  for (const one of [corrected, why]) one.addEventListener("input", () => keep(`correcting ${agency}`, cell && { key: cell.key, corrected: corrected.value, why: why.value }));
  const show = (part) => {
    if (part.agency !== agency || part.cell !== cell?.key) return;
    placed = part;
    const { picture } = part;
    const image = picture && make("img", { src: picture.address, width: picture.width, height: picture.height, alt: picture.shows });
    original.replaceChildren(...(image
      ? [make("div", { className: "picture", tabIndex: 0, role: "group", "aria-label": "原件的图像" }, image),
        make("p", { className: "quiet line" }, picture.caption, button("放大", () => zoomed(desk, image)))]
      : [make("p", { className: "quiet", role: "status" }, part.is_awaited ? "正在截取原件的图像……" : part.words)]));
    original.hidden = !(image || part.is_awaited || part.words);
    original.setAttribute("aria-busy", part.is_awaited ? "true" : "false");
    // The picture takes room from the tables.
    tables.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  desk.showPictured = show;
  const choose = (one, label) => {
    cell = one;
    chosen.textContent = label;
    const was = one.read ? `读作“${one.read}”` : "没有读作数字";
    restore.hidden = one.state !== "corrected";
    printed.textContent = [one.raw ? `原件印作“${one.raw}”，${was}` : empty[one.state], one.place, one.state === "corrected"
      ? `${one.who}已更正为“${one.corrected || "空白"}”：${one.why ?? ""}` : ""].filter(Boolean).join("；") + "。";
    if (placed?.cell !== one.key || placed.is_awaited) {
      show({ agency, cell: one.key, is_awaited: true });
      desk.ask("picture", { agency, cell: one.key });
    }
    agreed.hidden = !one.agrees;
    agreed.textContent = `原件此格印作${one.raw}，与读取的一致。更正识读只用于工具读错的单元格；报告填写有误的，请认定属实，不要更正识读。`;
    const left = kept(`correcting ${agency}`);
    corrected.value = left?.key === one.key ? left.corrected : one.raw || one.corrected ? one.text ?? "" : "";
    if (left?.key === one.key) why.value = left.why;
    for (const old of tables.querySelectorAll("[aria-pressed=true]")) old.setAttribute("aria-pressed", "false");
    tables.querySelector(`[data-key="${CSS.escape(one.key)}"]`)?.setAttribute("aria-pressed", "true");
    corrected.focus();
    corrected.select();
  };
  const draw = (part) => {
    const at = cell?.key;
    tables.replaceChildren(
      part.words ? make("p", { className: "quiet" }, part.words) : "",
      ...part.tables.map((table) => make("div", { className: "wide-table", tabIndex: 0, role: "group", "aria-label": table.name },
        make("table", {}, make("caption", {}, table.name),
          make("thead", {}, make("tr", {}, make("td", {}), table.heads.map((head) => make("th", { scope: "col" }, head)))),
          make("tbody", {}, table.lines.map((line) => make("tr", {}, make("th", { scope: "row" }, line.label),
            line.cells.map((one, i) => make("td", {}, drawn(one, `${table.name}　${line.label}　${table.heads[i] ?? ""}`))))))))));
    if (at) tables.querySelector(`[data-key="${CSS.escape(at)}"]`)?.setAttribute("aria-pressed", "true");
  };
  const drawn = (one, label) => {
    if (!one.key || one.state === "none") return "";
    const isSuspect = suspects.includes(one.key);
    const isCorrected = one.state === "corrected";
    const shown = button([one.text === "" ? "（空）" : one.text ?? "—", isCorrected && make("small", {}, " 更")],
      () => choose(one, label), { className: `cell ${one.state}${isSuspect ? " suspect" : ""}` });
    shown.dataset.key = one.key;
    shown.setAttribute("aria-pressed", "false");
    shown.setAttribute("aria-label", `${label}：${one.text || "空白"}${isCorrected ? "，已更正" : ""}${isSuspect ? "，所看问题涉及" : ""}`);
    return shown;
  };
  const { refuse } = openDialog(desk, {
    title: `更正识读　${desk.nameOf(agency)}`,
    wide: true,
    body: [tables, make("div", { className: "correcting" }, chosen, printed, original,
      make("div", { className: "line" }, labelled("更正为", corrected), labelled("理由", why, "field grow"), restore), agreed, moved)],
    acts: [["更正并重新核对", async () => {
      if (!why.value.trim() && cell) return refuse("请写明更正的理由。"), why.focus(), false;
      const given = { corrected: corrected.value.trim(), why: why.value.trim() };
      if (!cell?.agrees) return enter(given);
      const asked = await desk.ask("foresee", { agency, cell: cell.key, ...given });
      if (asked.fault) return refuse(asked.fault), false;
      const { foreseen } = asked.parts;
      return (!foreseen || (await confirmFirst(desk, "更正与原件所印不同", foreseen, "仍要更正"))) && enter(given);
    }, { main: true, key: "Ctrl+Enter" }]],
  });
  const enter = async (given) => {
    refuse("");
    moved.textContent = "";
    if (!cell) return refuse("请先在表中选择一格。"), false;
    const answer = await desk.ask("correct", { agency, cell: cell.key, ...given }, { words: `更正识读：${chosen.textContent} → ${given.corrected ?? "原来的识读"}` });
    if (answer.fault) return refuse(answer.fault), false;
    keep(`correcting ${agency}`, null);
    moved.textContent = answer.said;
    draw(answer.parts.cells);
    why.value = "";
    const again = answer.parts.cells.tables.flatMap((table) => table.lines.flatMap((line) => line.cells)).find((one) => one.key === cell.key);
    if (again) choose(again, chosen.textContent);
    return false;
  };
  draw(parts.cells);
  const shown = (key) => tables.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  const first = [...likely, ...suspects].map(shown).find(Boolean);
  first?.scrollIntoView({ block: "center", inline: "nearest" });
  first?.click();
  if (!first) tables.querySelector(".wide-table")?.focus();
}

/** The dialog of a finding that the inspector makes. */
function openAdding(desk, agency = desk.at.agency) {
  const title = make("input", { type: "text", autocomplete: "off", autofocus: true });
  const text = make("textarea", { rows: 4 });
  const severity = radios("级别", desk.parts.whole?.levels ?? [], "warning");
  title.value = kept(`adding ${agency}`)?.title ?? "";
  text.value = kept(`adding ${agency}`)?.text ?? "";
  for (const one of [title, text]) one.addEventListener("input", () => keep(`adding ${agency}`, { title: title.value, text: text.value }));
  const { refuse } = openDialog(desk, {
    title: `补充问题　${desk.nameOf(agency)}`,
    body: [labelled("标题", title), labelled("说明和依据", text), severity.whole],
    acts: [["补充", async () => {
      if (!title.value.trim()) return refuse("请填写标题。"), title.focus(), false;
      const answer = await desk.ask("add", { agency, title: title.value.trim(), text: text.value.trim(), severity: severity.picked() },
        { words: `补充问题：${title.value}` });
      if (answer.fault) return refuse(answer.fault), false;
      keep(`adding ${agency}`, null);
    }, { main: true, key: "Ctrl+Enter" }]],
    closed: "取消",
  });
}

/** The dialog of who does which agencies: the one that is seen, or all that the filters leave. */
function openAssigning(desk) {
  const { agencies, at, parts } = desk;
  const fitting = agencies.fitting ?? [];
  const which = radios("对象", [["one", `本单位：${desk.nameOf(at.agency)}`], ["all", `左栏符合条件的${fitting.length}份`]], "one");
  const names = [...new Set([parts.whole?.who, ...agencies.rows.map((row) => row.assigned)].filter(Boolean))];
  const known = make("datalist", { id: fresh("names") }, names.map((one) => make("option", { value: one })));
  const to = make("input", { type: "text", list: known.id, autocomplete: "off", autofocus: true });
  const { refuse } = openDialog(desk, {
    title: "分工",
    body: [which.whole, labelled("核查人（留空为不分配）", to), known],
    acts: [["分工", async () => {
      const ids = which.picked() === "all" ? fitting.map((row) => row.id) : [at.agency];
      const answer = await desk.ask("assign", { agencies: ids, to: to.value.trim() }, { words: `分工：${ids.length}份 → ${to.value || "不分配"}` });
      if (answer.fault) return refuse(answer.fault), false;
    }, { main: true, key: "Ctrl+Enter" }]],
    closed: "取消",
  });
}

/** The dialog of what may be the agency's own and was entered under another name: it is read before it is taken over, and asked about where another agency took it. */
async function openAdopting(desk, words, agency = desk.at.agency) {
  const { parts } = await desk.ask("adoptable", { agency });
  const found = parts.adoptable;
  if (!found) return;
  const name = desk.nameOf(agency);
  const list = make("ul", { className: "adoptable", tabIndex: 0, "aria-label": "可以沿用的人工记录" }, found.rows.map((one) => make("li", {},
    make("b", {}, `${one.kind}　${one.on}`), make("p", {}, one.words),
    make("p", { className: "quiet" }, `${one.who}　${one.at}　录入时的机关名称：${one.agency || "没有"}`),
    one.elsewhere.length ? make("p", { className: "fault" }, `已为其他机关沿用：${one.elsewhere.join("；")}`) : "")));
  const { refuse } = openDialog(desk, {
    title: `${words}　${name}`,
    wide: true,
    body: [found.elsewhere ? make("p", { className: "fault" }, found.elsewhere) : "", list, make("p", { className: "quiet" }, found.words)],
    acts: [["确为本机关的，沿用", async () => {
      const again = Boolean(found.elsewhere);
      if (again && !(await confirmFirst(desk, "已为其他机关沿用", `${found.elsewhere}仍要为“${name}”沿用吗？`, "仍要沿用"))) return false;
      const answer = await desk.ask("adopt", { agency, records: found.rows.map((one) => one.uuid), again }, { words: `${words}：${name}` });
      if (answer.fault) return refuse(answer.fault), false;
      return true;
    }, { main: true, key: "Ctrl+Enter" }]],
    closed: "取消",
  });
}

/** Take back the step that one took last on the report that is seen; where its review was over with that, only after a question. */
async function moveBack(desk, step, agency = desk.at.agency) {
  const { is_final: isFinal, called } = desk.agencies.rows.find((row) => row.id === agency) ?? {};
  const words = `${called}的终审已完成。撤销后该报告不再是终审完成的，须重新办理终审。要撤销吗？`;
  if (isFinal && !(await confirmFirst(desk, "终审已完成", words, step.words))) return undefined;
  return desk.ask("move_back", { agency }, { words: `${step.words}：${desk.nameOf(agency)}` });
}

/** The dialog of one step of the review: it is passed, or sent back with a reason. */
function openMoving(desk, step, agency = desk.at.agency) {
  const note = make("textarea", { rows: 3, autofocus: true });
  const { refuse } = openDialog(desk, {
    title: `${step.words}　${desk.nameOf(agency)}`,
    body: [step.warns ? make("p", {}, `请注意：${step.warns}`) : "", labelled(step.passed ? "意见（可不填）" : "退回的理由", note)],
    acts: [[step.words, async () => {
      if (!step.passed && !note.value.trim()) return refuse("退回须说明理由。"), note.focus(), false;
      const answer = await desk.ask("move", { agency, stage: step.stage, passed: step.passed, note: note.value.trim() },
        { words: `${step.words}：${desk.nameOf(agency)}` });
      if (answer.fault) return refuse(answer.fault), false;
    }, { main: true, key: "Ctrl+Enter" }]],
    closed: "取消",
  });
}
