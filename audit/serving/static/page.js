// The page around the desk: it shows the desk when it is there, says when the server is gone, and ends it when asked to.
"use strict";
(() => {
  const told = { last: -Infinity, over: false };

  const post = (path) => fetch(path, { method: "POST", cache: "no-store" });

  function show(title, words) {
    if (told.over) return;
    told.over = true;
    const box = document.createElement("dialog");
    box.className = "notice";
    box.setAttribute("aria-labelledby", "notice-title");
    const head = document.createElement("h1");
    head.id = "notice-title";
    head.textContent = title;
    const text = document.createElement("p");
    text.textContent = words;
    const close = document.createElement("button");
    close.textContent = "知道了";
    close.onclick = () => box.close();
    box.append(head, text, close);
    document.body.append(box);
    box.showModal();
  }

  // The desk (or a person) ends the server; true when it has heard.
  window.gkauditDesk = {
    async leave() {
      try {
        if (!(await post("/desk/leave")).ok) return false;
      } catch {
        return false;
      }
      show("核查台已结束", "已保存的认定都在人工记录中。可以关闭本页；再次核查请运行 gkaudit desk。");
      return true;
    },
  };

  // Whether somebody works here is told once a minute at most.
  function worked() {
    const now = performance.now(); // a clock that nobody sets
    if (told.over || now - told.last < 60_000) return;
    told.last = now;
    post("/desk/active").catch(() => {});
  }
  for (const kind of ["keydown", "pointerdown", "wheel"]) addEventListener(kind, worked, { passive: true, capture: true });

  // The server says at once when it ends or when another tab takes the desk over; without a word it has broken off.
  function listen(missed) {
    const news = new EventSource("/desk/news");
    news.onopen = () => (missed = 0);
    news.addEventListener("over", (event) => {
      news.close();
      show(...JSON.parse(event.data));
    });
    news.onerror = () => {
      news.close();
      if (told.over) return;
      if (missed >= 3) show("与核查台的连接已中断", "运行 gkaudit desk 的程序已停止或没有应答。已保存的认定都在人工记录中；本页尚未保存的文字请先复制。重新运行 gkaudit desk 后即可继续。");
      else setTimeout(() => listen(missed + 1), 500);
    };
  }

  // From the first moment: while the desk is being opened, another tab may come.
  listen(0);

  // Another tab may have come while this page was still on its way and did not listen yet: its kernel is gone then, as one
  // that died is. The server knows why.
  async function held(kernel) {
    const answer = await fetch(`/api/kernels/${kernel}`, { cache: "no-store" });
    if (answer.status === 404) show(...(await answer.json()));
  }

  addEventListener("DOMContentLoaded", () => {
    const desk = document.getElementById("desk");
    if (!desk) return;
    held(desk.dataset.kernel);
    const opening = document.getElementById("opening");
    const seen = () => {
      const there = desk.querySelector("[data-widget] > *, .notice");
      if (!there) return false;
      opening.remove();
      desk.hidden = false;
      return true;
    };
    if (!seen()) new MutationObserver((_, watch) => seen() && watch.disconnect()).observe(desk, { childList: true, subtree: true });
  });
})();
