// The review that is open left for another one, and the desk ended: what waits for the record is named before.

/** What is kept, for whoever wants to go: all, or all but what waits. */
function keptSoFar(desk) {
  const left = desk.link.unconfirmed();
  return left.length ? `以下各项还没有保存，离开后不再保存：${left.join("；")}。` : "各处认定都已保存。";
}

async function closeReview(desk) {
  if (!(await confirmFirst(desk, "打开其他报告", `${keptSoFar(desk)}要离开现在的报告，回到选择页面吗？`, "离开"))) return;
  desk.link.giveUp();
  await desk.ask("close");
}

/** End the desk, where the page around it can. */
async function endDesk(desk) {
  if (!(await confirmFirst(desk, "结束核查台", `${keptSoFar(desk)}结束后本页不能再用，下次打开时回到现在的位置。`, "结束"))) return;
  desk.link.giveUp();
  await desk.ask("leave");
  if (await globalThis.gkauditDesk.leave()) desk.link.end();
  else desk.tell("", "核查台没有能够结束。请在运行 gkaudit desk 的窗口中按 Ctrl+C。");
}
