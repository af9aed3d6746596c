// Results that are made of the open review, and where they lie.

/** What can be made of the review as a whole. */
const WHOLE = [["ledger", "问题台账"], ["all", "全部核查页、总览和台账"]];

/** The dialog from which results of the whole review are made. */
function openMaking(desk) {
  const what = radios("生成", WHOLE, "ledger");
  const { refuse } = openDialog(desk, {
    title: "生成结果",
    body: [what.whole, make("p", { className: "quiet" }, "按现在的认定生成，完成后在此告知文件的位置；其间可以继续核查。")],
    acts: [["生成", async () => {
      const answer = await desk.ask("make", { what: what.picked() });
      if (answer.fault) return refuse(answer.fault), false;
      return true;
    }, { main: true, key: "Ctrl+Enter" }]],
    closed: "取消",
  });
}

/** Tell below the panes what was made, takes the part `made`; nobody is interrupted. */
function tellMade(desk, { path, name }, said) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(path);
      desk.say("已复制文件的位置。");
    } catch {
      getSelection().selectAllChildren(words);
      desk.say("文件的位置已选中，请按 Ctrl+C 复制。");
    }
  };
  const words = make("span", { title: path }, said || path);
  desk.made.replaceChildren(
    words,
    button("打开文件", () => desk.ask("show", { path }), { title: `打开${name}` }),
    button("复制位置", copy),
    button("知道了", () => { desk.made.hidden = true; }),
  );
  desk.made.hidden = false;
  desk.say("");
}
