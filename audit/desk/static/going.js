// From one cause to the next that somebody has still to decide on.

/** Whether somebody has still to decide on a cause. */
const isDue = (row) => UNDECIDED.has(row.state) && row.can_decide !== false;

/** How many causes of these agencies wait for what somebody has to find out. */
const pendingOf = (rows) => rows.reduce((sum, row) => sum + (row.pending ?? 0), 0);

/** How far all is decided, in words: of what is listed, and where that is another number, of what the overview counts. */
function progressOf(rows) {
  const sums = (some) => [some.reduce((sum, row) => sum + row.decided, 0), some.reduce((sum, row) => sum + row.causes, 0)];
  const [done, all] = sums(rows);
  const [counted, every] = sums(rows.filter((row) => row.is_counted));
  const pending = pendingOf(rows);
  const apart = every !== all ? `（总览计 ${counted} / ${every}，不含未报、其他年度和另一份报告）` : "";
  return { done, all, words: `已认定 ${done} / ${all}${pending ? `，待查 ${pending}` : ""}`, apart };
}

/** Take back what was entered last, and go where that was: to its problem, else to its report. */
async function takeBack(desk) {
  const { parts: { go }, said } = await desk.ask("undo", {}, { words: "撤销" });
  if (!go) return;
  if (go.key || go.agency !== desk.at.agency) await desk.look(go.agency, go.key);
  desk.said.textContent = said;
}

/**
 * Go to the next cause that is looked for and nobody has decided on: of those below in this agency, then of the agencies
 * below, then from the top on, last of those above in this agency. What is pending was looked at, and is passed over.
 */
async function goOn(desk) {
  const from = desk.at.agency;
  const rows = desk.causes.fitting();
  const here = rows.findIndex((row) => row.key === desk.at.key);
  const [above, below] = [rows.slice(0, Math.max(0, here)), rows.slice(here + 1)].map((some) => some.find(isDue));
  if (below) {
    await desk.look(from, below.key);
    return;
  }
  const { filters, listing: { items: all } } = desk.agencies;
  const at = all.findIndex((row) => row.id === from);
  for (const row of [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))]) {
    if (!filters.among(row).undecided) continue;
    await desk.look(row.id);
    const first = desk.at.agency === row.id ? desk.causes.fitting().find(isDue) : undefined;
    if (desk.at.agency !== row.id) return;
    if (!first) continue;
    if (first.key !== desk.at.key) await desk.look(row.id, first.key);
    return;
  }
  if (above) {
    await desk.look(from, above.key);
    return;
  }
  const pending = pendingOf(all);
  const what = Object.keys(filters.wanted()).length ? "左栏所列单位符合筛选的问题" : "左栏所列单位的问题";
  desk.say(rows[here] && isDue(rows[here]) ? `${what}只剩这一处未认定。` : `${what}都已认定${pending ? `，另有待查${pending}处` : ""}。`);
}
