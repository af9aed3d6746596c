// What is decided on causes: one by one, with the reason where it is dismissed, or many alike at once.

const RULINGS = [["confirmed", "属实"], ["dismissed", "不属实"], ["pending", "待查"]];
const RULING_WORDS = Object.fromEntries(RULINGS);

/** Ask who decides, where nobody has said so yet; gives a promise of whether it is known now. */
function askWho(desk) {
  return new Promise((resolve) => {
    const who = make("input", { type: "text", autocomplete: "off", autofocus: true });
    const settle = async () => {
      const answer = await desk.ask("settings", { who: who.value.trim() });
      if (answer.fault || !who.value.trim()) return refuse(answer.fault || "请填写姓名。"), false;
      resolve(true);
      return true;
    };
    const { dialog, shut, refuse } = openDialog(desk, {
      title: "核查人",
      body: [make("p", {}, "认定记在核查人名下，请先填写姓名。"), labelled("姓名", who)],
      acts: [["确定", settle, { main: true, key: "Enter" }]],
      closed: "取消",
    });
    who.addEventListener("keydown", async (event) => {
      if (event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.repeat && (await settle())) shut();
    });
    dialog.addEventListener("close", () => resolve(false));
  });
}

/** What may be entered after the last step of the review without this question: it changes nothing that the step passed on, or is asked about in its own words. */
const ASIDE = new Set(["assign", "move", "move_back", "undo"]);

/** Ask for a name where there is none, and once a report whether it is changed after the last step of its review; why nothing is entered, or "". */
async function askAllowed(desk, verb, { agency, items = [[agency]] }) {
  if (desk.parts.whole && !desk.parts.whole.who && !(await askWho(desk))) return "没有填写核查人，没有保存。";
  const touched = new Set(items.map(([id]) => id));
  const allowed = (desk.allowed ??= new Set());
  const rows = ASIDE.has(verb) ? [] : desk.agencies.rows.filter((row) => row.is_final && touched.has(row.id) && !allowed.has(row.id));
  if (!rows.length) return "";
  const names = rows.map((row) => row.called).join("、");
  const words = `${names}的终审已完成。此后录入的照常计入结果，并注明系终审以后录入。仍要录入吗？`;
  if (!(await confirmFirst(desk, "终审已完成", words, "仍要录入"))) return `${names}的终审已完成，没有录入。`;
  for (const row of rows) allowed.add(row.id);
  return "";
}

/** Decide on the cause whose evidence is seen; what is written beside it and not yet saved goes along. */
async function decideOn(desk, ruling) {
  const { agency, key } = desk.at;
  const { evidence } = desk;
  evidence.refuse("");
  if (!key) return evidence.refuse("没有选定问题。");
  const was = desk.causes.row_of(key);
  if (was?.can_decide === false) return evidence.refuse("这一处只作说明，不能认定。");
  if (!evidence.shows(agency, key)) return evidence.refuse(`${evidence.unseen(agency, key)}，请看过证据后再认定。`);
  const seen = desk.inSight;
  const given = await askBefore(desk, ruling, `${desk.called(agency, key)}　${was?.headline ?? ""}`, evidence.contradicted(ruling));
  if (given === null) return undefined;
  const answer = await desk.ask("decide", { agency, key, ruling, seen, ...evidence.unsaved(), ...given }, { words: `${RULING_WORDS[ruling]}：${desk.called(agency, key)}` });
  if (answer.fault) {
    if (desk.at.key !== key || desk.at.agency !== agency) return undefined;
    desk.tell("", "");
    return evidence.refuse(answer.fault);
  }
  for (const one of [evidence.note, evidence.proposal]) if (one.agency === agency && one.key === key) one.shut();
  if (desk.onward.checked && desk.at.key === key && desk.at.agency === agency) return goOn(desk);
  return undefined;
}

/**
 * Ask what has to be known before a decision: why a cause is dismissed, and whether what others decided is to be overruled.
 * `problem` names agency and problem. Gives a promise of what goes along with it, or null where it was thought better of.
 */
function askBefore(desk, ruling, problem, others) {
  const words = RULING_WORDS[ruling];
  const reasons = ruling === "dismissed" ? desk.parts.whole?.reasons ?? [] : [];
  if (reasons.length) return askReason(desk, reasons, problem, others);
  if (!others.length) return Promise.resolve({});
  return new Promise((resolve) => {
    const { dialog } = openDialog(desk, {
      title: `认定为${words}（仲裁）`,
      body: [make("p", { className: "headline" }, problem), overruled(words, others)],
      acts: [[`认定为${words}`, () => resolve({}), { main: true, key: "Enter" }]],
      closed: "取消",
    });
    dialog.addEventListener("close", () => resolve(null));
    dialog.querySelector("button.main").focus();
  });
}

/** What others decided, which a decision takes the place of; nothing where there is nothing. */
function overruled(words, others) {
  return others.length > 0 && make("div", { className: "overruled" },
    make("p", {}, `他人的认定与此不同。认定为${words}即为仲裁，代替下列认定，记入认定经过：`),
    make("ul", {}, others.map((one) => make("li", {}, make("b", {}, `${one.who}：${one.state_name}`), `　${one.at}`,
      one.reason && make("p", {}, `理由：${one.reason}`), one.note && make("p", {}, `备注：${one.note}`)))));
}

/** Ask why a cause is dismissed, see `askBefore`. */
function askReason(desk, reasons, problem, others) {
  return new Promise((resolve) => {
    const options = [...reasons.map((one, i) => [one, `${i + 1}　${one}`]), ["", "0　不选理由"]];
    const reason = radios("不属实的理由（按数字选定）", options, "");
    const note = make("textarea", { rows: 2 });
    note.value = desk.evidence.unsaved().note ?? "";
    const given = () => resolve({ reason: reason.picked(), ...(note.value.trim() ? { note: note.value.trim() } : {}) });
    const { dialog, shut } = openDialog(desk, {
      title: `认定为不属实${others.length ? "（仲裁）" : ""}`,
      body: [make("p", { className: "headline" }, problem), overruled("不属实", others), reason.whole, labelled("备注（可不填；写完按 Ctrl+Enter 认定）", note)],
      acts: [["认定为不属实", given, { main: true, key: "Enter" }]],
      closed: "取消",
    });
    const settle = () => {
      given();
      shut();
    };
    dialog.addEventListener("keydown", (event) => {
      if (isTyping(event) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const at = event.key === "0" ? reasons.length : Number(event.key) - 1;
      if (/^[0-9]$/.test(event.key) && at < options.length) {
        event.preventDefault();
        reason.pick(at);
      } else if (event.key === "Enter" && !event.target.closest("button")) {
        event.preventDefault();
        settle();
      }
    });
    dialog.addEventListener("close", () => resolve(null));
    reason.inputs.at(-1).focus();
  });
}

/** The dialog of causes like the one that is seen: they are looked at, some are chosen, one decision is made on them. */
async function openAlike(desk) {
  const { agency, key } = desk.at;
  const { parts } = await desk.ask("alike", { agency, key });
  const found = parts.alike;
  if (!found) return;
  if (!found.rows.length) return desk.say("没有其他同类问题。");
  const own = desk.at.key === key ? desk.causes.row_of(key) : undefined;
  if (own && isDue(own) && own.state !== "disputed") found.rows.unshift({ agency, key, name: `${desk.nameOf(agency)}（本处）`, headline: own.headline, state: own.state, state_name: own.state_name });
  // Whoever looks at the evidence of one goes on where he was: what is chosen and written is kept by the sort of problem.
  const begun = ((desk.begun ??= new Map()).get(found.sort)) ?? { chosen: new Set(), ruling: "", reason: "", note: "" };
  desk.begun.set(found.sort, begun);
  const { chosen } = begun;
  const name = (row) => JSON.stringify([row.agency, row.key]);
  const boxes = found.rows.map((row) => make("input", {
    type: "checkbox", checked: chosen.has(name(row)),
    onchange: (event) => { (event.target.checked ? chosen.add(name(row)) : chosen.delete(name(row))); count(); },
  }));
  const lines = found.rows.map((row, i) => make("li", {},
    make("label", {}, boxes[i], make("b", {}, row.name), make("span", { className: `state ${row.state}` }, `${SIGNS[row.state] ?? "○"} ${row.state_name ?? ""}`),
      make("span", { className: "headline" }, row.headline)),
    row.evidence_short && row.evidence_short !== row.headline && make("p", { className: "quiet" }, row.evidence_short),
    button("查看证据", async () => {
      Object.assign(begun, { ruling: ruling.picked(), reason: reason.value, note: note.value });
      shut();
      await desk.look(row.agency, row.key);
      desk.focusPane(2);
      desk.say("按 A 回到同类问题，已选定和填写的不变。");
    }, { className: "plain" })));
  const list = make("ul", { className: "alike" }, lines);
  list.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    boxes[Math.max(0, Math.min(boxes.length - 1, at + step))].focus();
  });
  const mark = (wanted) => {
    boxes.forEach((box, i) => {
      box.checked = wanted(found.rows[i]);
      (box.checked ? chosen.add(name(found.rows[i])) : chosen.delete(name(found.rows[i])));
    });
    count();
  };
  const told = make("span", { role: "status" });
  const ruling = radios("对所选各处认定为", RULINGS, begun.ruling);
  const reasons = desk.parts.whole?.reasons ?? [];
  const reason = choice([["", "不选理由"], ...reasons.map((one) => [one, one])], begun.reason);
  const note = make("textarea", { rows: 2, value: begun.note });
  const count = () => { told.textContent = `已选${boxes.filter((box) => box.checked).length}处，共${boxes.length}处`; };
  const { shut, refuse } = openDialog(desk, {
    title: "同类问题",
    wide: true,
    body: [
      make("p", {}, found.words ?? ""),
      make("div", { className: "line" },
        button("选定未认定的", () => mark((row) => UNDECIDED.has(row.state))),
        button("全部不选", () => mark(() => false)), told),
      list,
      make("div", { className: "line top" }, ruling.whole, reasons.length > 0 && labelled("理由（不属实时）", reason), labelled("备注", note, "field grow")),
    ],
    acts: [["认定所选", async () => {
      const items = found.rows.filter((_, i) => boxes[i].checked).map((row) => [row.agency, row.key]);
      const wanted = ruling.picked();
      if (!items.length) return refuse("还没有选定任何一处。"), false;
      if (!wanted) return refuse("请先选择属实、不属实或待查。"), false;
      const answer = await desk.ask("decide_alike", {
        items, ruling: wanted, note: note.value.trim(), reason: wanted === "dismissed" ? reason.value : "",
      }, { words: `${RULING_WORDS[wanted]}：同类问题${items.length}处` });
      if (answer.fault) return refuse(answer.fault), false;
      desk.begun.delete(found.sort);
      if (!answer.said) desk.say(`${items.length}处已认定为${RULING_WORDS[wanted]}。按 U 可一并撤销。`);
      desk.again();
    }, { main: true, key: "Ctrl+Enter" }]],
  });
  count();
  boxes[0].focus();
}

/** The dialog of what two people decided differently; one decision on each settles it. */
async function openDifferences(desk) {
  const { parts } = await desk.ask("differences");
  const found = parts.differences;
  if (!found) return;
  const body = make("div", { className: "differences" });
  const draw = (part) => {
    dialog.seen = desk.parts.seen;
    body.replaceChildren(make("p", {}, part.words ?? ""), ...part.rows.map(line));
  };
  const line = (row) => {
    const note = make("input", { type: "text", placeholder: "仲裁意见（可不填）", "aria-label": "仲裁意见" });
    const settle = async (ruling) => {
      const answer = await desk.ask("decide", { agency: row.agency, key: row.key, ruling, ...(note.value.trim() ? { note: note.value.trim() } : {}) },
        { words: `${RULING_WORDS[ruling]}：${row.name} ${row.headline}` });
      refuse(answer.fault);
      if (answer.fault) return;
      const again = await desk.ask("differences");
      if (again.parts.differences) draw(again.parts.differences);
      (body.querySelector("button") ?? dialog.querySelector("footer button")).focus();
      desk.again();
    };
    return make("article", {},
      make("h3", {}, `${row.name}　${row.headline}`),
      make("ul", {}, row.sides.map((side) => make("li", {}, make("b", {}, `${side.who}：${side.state_name}`), side.note && `　${side.note}`))),
      make("div", { className: "line" }, note,
        RULINGS.map(([ruling, words]) => button(words, () => settle(ruling), { className: ruling })),
        button("查看证据", () => {
          shut();
          desk.look(row.agency, row.key);
          desk.focusPane(2);
        }, { className: "plain" })));
  };
  const { dialog, shut, refuse } = openDialog(desk, {
    title: "两人认定不一致的问题", wide: true, body,
    acts: [["并入他人的记录…", () => (openMerging(desk, draw), false)]],
  });
  draw(found);
}

/** Take over somebody else's record: first it is shown what this brings, then it is done, and `draw` shows the differences. */
function openMerging(desk, draw) {
  const path = make("input", { type: "text", className: "path", spellcheck: "false", autofocus: true });
  const told = make("p", { role: "status" });
  const { refuse } = openDialog(desk, {
    title: "并入他人的记录",
    body: [labelled("记录文件的路径", path), told],
    acts: [
      ["先看看", async () => {
        const answer = await desk.ask("merge_record", { path: path.value.trim() });
        refuse(answer.fault);
        told.textContent = answer.parts.merging?.words ?? "";
        return false;
      }],
      ["并入", async () => {
        const answer = await desk.ask("merge_record", { path: path.value.trim(), sure: true }, { words: "并入他人的记录" });
        if (answer.fault) return refuse(answer.fault), false;
        if (answer.parts.differences) draw(answer.parts.differences);
        return true;
      }, { main: true }],
    ],
    closed: "取消",
  });
}
