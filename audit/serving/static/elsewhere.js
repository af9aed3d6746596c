// The desk is open in another tab, or this very tab is being reloaded: then the old page is gone in a moment.
"use strict";
(() => {
  const again = () => location.replace("/");
  async function look(left) {
    const { open } = await (await fetch("/desk/state", { cache: "no-store" })).json();
    if (!open) again();
    else if (left) setTimeout(() => look(left - 1), 150);
    else document.getElementById("elsewhere").hidden = false;
  }
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("take").onclick = async () => {
      await fetch("/desk/take", { method: "POST" });
      again();
    };
    look(8);
  });
})();
