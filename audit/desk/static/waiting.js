// What is told while the program does not answer, and while another program has the record.

class Waiting {
  constructor(desk) {
    this.desk = desk;
    this.silent = make("div", { className: "lost", role: "alert", hidden: true }, make("p", {}), button("重新打开本页", () => location.reload()));
    this.held = make("div", { className: "occupied", role: "alert", hidden: true }, make("p", {}),
      button("再试一次", () => desk.link.next()), button("放弃", () => desk.link.giveUp(), { title: "不保存所列各项" }));
    desk.root.prepend(this.silent, this.held);
  }

  /** Say that nothing was heard for so many seconds, and what was entered meanwhile; 0 where all is well. */
  lost(seconds, unconfirmed) {
    const words = `核查程序已${seconds}秒没有回应，可能已结束或连接已断。${unconfirmed.length ? `以下操作没有得到保存的确认：${unconfirmed.join("；")}。` : ""}` +
      "已保存的认定都在记录中，正在写的内容由本页保留。请稍候；如一直没有回应，请重新打开本页（在JupyterLab中请重新运行本笔记本）。";
    tellIn(this.silent, seconds && words);
  }

  /** Say why others keep what was entered from being kept, over the dialog from which it was entered; "" where they do not. */
  occupied(why, unconfirmed) {
    const had = this.held.contains(this.held.getRootNode().activeElement);
    tellIn(this.held, why && `${why}还没有保存：${unconfirmed.join("；")}。本页自动再试，其间可以照常查看。`);
    const { dialog } = this.desk;
    const place = dialog ?? this.desk.root;
    if (why && this.held.parentElement !== place) place.prepend(this.held);
    // Whoever pressed a button of the bar goes on where he was.
    if (had && !why) this.desk.holdFocus();
  }
}

/** Have a bar say words, or hide it where there are none; what it says already is not read aloud once more. */
function tellIn(bar, words) {
  bar.hidden = !words;
  if (words && bar.firstChild.textContent !== words) bar.firstChild.textContent = words;
}
