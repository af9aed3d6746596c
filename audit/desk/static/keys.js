// Keys: each does what a button does; none is taken from somebody who types, and none of those that decide repeats.

/** What the keys do, for the help; the first of each line is the key, the last the decision that it makes, where it makes one. */
const HELP = [
  ["↑ ↓", "在单位、问题之间移动；在证据栏中滚动"],
  ["← →", "在单位、问题、证据三栏之间切换"],
  ["C", "属实", "confirmed"], ["D", "不属实（随后按数字选理由，Enter确定；光标在备注中的，Ctrl+Enter确定）", "dismissed"], ["Q", "待查", "pending"],
  ["N", "写备注"], ["G", "修改改正意见"],
  ["A", "同类问题一并认定"], ["U", "撤销本人上一次录入（成批的一并撤销）"],
  ["J", "到下一处未认定的问题；本单位其后没有的，转到下一个单位，到末尾再从头找；已定为待查的不再经过"],
  ["/", "查找单位"], ["F", "按规则、部分、级别筛选"], ["Home End PageUp PageDown", "到首、末，翻页"],
  ["Ctrl+Enter", "保存正在写的内容"], ["Esc", "取消、关闭"], ["?", "本说明"],
];

/** What each key does to the desk. */
const KEYS = {
  c: (desk) => decideOn(desk, "confirmed"),
  d: (desk) => decideOn(desk, "dismissed"),
  q: (desk) => decideOn(desk, "pending"),
  n: (desk) => desk.evidence.edit("note"),
  g: (desk) => desk.evidence.edit("proposal"),
  a: (desk) => (desk.evidence.alike.hidden ? desk.say("没有其他同类问题。") : openAlike(desk)),
  u: (desk) => takeBack(desk),
  j: (desk) => goOn(desk),
  "/": (desk) => desk.agencies.filters.search.focus(),
  f: (desk) => desk.agencies.filters.focus(),
  "?": (desk) => openHelp(desk),
};
/** The full-width forms, which a Chinese keyboard gives. */
const SAME = { "？": "?", "／": "/", "、": "/" };

/** Do what a key says, where nobody types. */
function pressedKey(desk, event) {
  if (desk.stage !== "open" || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event)) return;
  if (event.target.closest("dialog")) return;
  const pane = desk.paneOf(event.target);
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    event.preventDefault();
    desk.focusPane(Math.max(0, Math.min(2, pane + (event.key === "ArrowLeft" ? -1 : 1))));
    return;
  }
  // Whoever just pressed a button goes on in the list without going back to it first.
  if ((event.key === "ArrowUp" || event.key === "ArrowDown") && event.target.closest("button")) {
    event.preventDefault();
    desk.causes.listing.go(desk.causes.listing.at + (event.key === "ArrowUp" ? -1 : 1));
    return;
  }
  const does = KEYS[SAME[event.key] ?? event.key.toLowerCase()];
  if (!does) return;
  event.preventDefault();
  if (!event.repeat) does(desk);
}

/** The dialog that explains the keys. */
function openHelp(desk) {
  const meanings = desk.parts.whole?.meanings ?? {};
  openDialog(desk, {
    title: "按键和用法",
    body: [
      make("p", {}, "左栏是单位，计入所查年度的在前，其他年度和不计入的另一份在后，各自差的在前；中栏是该单位的问题，重的在前；右栏是证据；评分在中栏下方，证据和原文照常查看。认定只对右栏所示的问题起作用，每次认定随即保存。"),
      make("dl", { className: "keys" }, HELP.map(([key, words, ruling]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, meanings[ruling] ? `${words}：${meanings[ruling]}` : words)])),
      make("p", { className: "quiet" }, "○ 未认定　✓ 属实　✗ 不属实　? 待查　≠ 待仲裁（两人认定不一致）　↺ 已失效（证据有变，须重新认定）"),
    ],
  });
}
