// From one cause to the next that somebody has still to decide on.

/** Go to the next cause that nobody has decided on: of this agency, then of those below it, then from the top. */
async function goOn(desk) {
  const rows = desk.causes.part?.rows ?? [];
  const here = rows.findIndex((row) => row.key === desk.at.key);
  const open = [...rows.slice(here + 1), ...rows.slice(0, Math.max(0, here))].find((row) => UNDECIDED.has(row.state));
  if (open) {
    await desk.look(desk.at.agency, open.key);
    return;
  }
  const all = desk.agencies.listing.items;
  const at = all.findIndex((row) => row.id === desk.at.agency);
  for (const row of [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))]) {
    if (row.decided >= row.causes) continue;
    await desk.look(row.id);
    const first = desk.at.agency === row.id ? desk.causes.part?.rows.find((one) => UNDECIDED.has(one.state)) : undefined;
    if (desk.at.agency !== row.id) return;
    if (!first) continue;
    if (first.key !== desk.at.key) await desk.look(row.id, first.key);
    return;
  }
  const undecided = rows[here] && UNDECIDED.has(rows[here].state);
  desk.say(undecided ? "其余各处都已认定，只剩这一处。" : "左栏所列单位的问题都已认定。");
}
