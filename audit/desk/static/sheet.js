// A piece of a page in a place of its own: links in it lead on, pictures in it are made larger.

/** In which tabs the places stand that links lead to, by how their names begin. */
const PLACES = { "zw-": "text", "tab-": "tables", "sb-": "tables" };
/** Steps by which a picture is made larger. */
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

/** What a piece of a page needs besides where it has a pane's width and not a page's. */
const SHEET = `:host{display:block;container-type:inline-size}
.gk{font-size:14px}
.gk .card{margin-top:0}
.gk .arrived{outline:2px solid var(--link);outline-offset:2px}
.gk button{font:inherit;font-size:12.5px;color:var(--link);background:none;border:1px solid var(--line);border-radius:4px;cursor:pointer}
@container (max-width:1000px){.gk .evidence.two{display:flex;flex-direction:column;align-items:stretch}
.gk .evidence.two>*{min-width:0}
.gk .evidence.two>.worked{order:-1}}
@container (max-width:560px){.gk .card{padding:4px 8px 6px}
.gk table.excerpt{font-size:12px}
.gk table.excerpt :is(th,td){padding:2px 3px}
.gk table.excerpt th[scope=row]{min-width:5em}
.gk table.excerpt td a{padding:3px 2px}}
@container (max-width:780px){.gk.gk-charts,.gk .gk-charts{grid-template-columns:minmax(0,1fr)}}`;

/** A piece of a page in a place of its own, with the style of pages, which touches nothing around it. */
class Sheet {
  constructor(desk, label) {
    this.desk = desk;
    this.host = make("div", { className: "sheet", role: "group", "aria-label": label });
    this.inside = this.host.attachShadow({ mode: "open" });
    this.inside.addEventListener("click", (event) => this.clicked(event));
  }

  /** Show finished HTML of the program's own templates. */
  show(html) {
    if (html === this.html) return;
    this.html = html;
    const were = new Map([...this.inside.querySelectorAll("details > summary")].map((one) => [one.textContent, one.parentElement.open]));
    const style = make("style", {}, (this.desk.parts.whole?.style ?? "") + SHEET);
    const body = make("div", { className: "gk" });
    body.innerHTML = html;
    for (const picture of body.querySelectorAll("figure.place img")) {
      picture.after(button("放大", () => zoomed(this.desk, picture)));
    }
    // What a sum is held against is evidence: nobody has to unfold it, but for what tells nothing.
    for (const compared of body.querySelectorAll("details.on-paper:not(.rest)")) compared.open = true;
    for (const wide of body.querySelectorAll(".scroll")) wide.tabIndex = 0;
    for (const summary of body.querySelectorAll("details > summary")) {
      if (this.keeps && were.has(summary.textContent)) summary.parentElement.open = were.get(summary.textContent);
    }
    this.inside.replaceChildren(style, body);
  }

  /** Follow what leads somewhere on the sheet, or to another problem; open what leads elsewhere beside the desk. */
  clicked(event) {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const to = link.getAttribute("href");
    if (!to.startsWith("#")) {
      link.target = "_blank";
      link.rel = "noopener";
      return;
    }
    event.preventDefault();
    const name = decodeURIComponent(to.slice(1));
    const problem = /^wt-(\d+)$/.exec(name);
    const view = Object.keys(PLACES).find((begins) => name.startsWith(begins));
    if (this.arrive(name)) return;
    if (view) this.desk.evidence.lookUp(PLACES[view], name);
    else this.desk.evidence.choose("evidence", true);
    if (problem) this.desk.goToNumber(Number(problem[1]));
  }

  /** Bring a place of this sheet into sight and mark it; whether there is such a place. */
  arrive(name) {
    const place = this.inside.getElementById(name);
    if (!place) return false;
    for (let part = place.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    for (const one of this.inside.querySelectorAll(".arrived")) one.classList.remove("arrived");
    const seen = place.localName === "i" ? place.parentElement : place;
    seen.classList.add("arrived");
    seen.scrollIntoView({ block: "center" });
    return true;
  }
}

/** A picture in a dialog, larger by steps. */
function zoomed(desk, picture) {
  const large = make("img", { src: picture.src, alt: picture.alt });
  const told = make("span", { role: "status" });
  let step = ZOOMS.indexOf(1);
  const scale = (by) => {
    step = Math.max(0, Math.min(ZOOMS.length - 1, step + by));
    large.style.width = `${Math.round(picture.naturalWidth * ZOOMS[step])}px`;
    told.textContent = `${Math.round(ZOOMS[step] * 100)}%`;
  };
  const tools = make("div", { className: "line" }, button("缩小", () => scale(-1), { key: "−" }), told, button("放大", () => scale(1), { key: "+" }));
  const { dialog } = openDialog(desk, {
    title: picture.alt || "原件",
    body: [tools, make("div", { className: "picture", tabIndex: 0, role: "group", "aria-label": "原件的图像" }, large)],
    wide: true,
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") scale(1);
    if (event.key === "-" || event.key === "−") scale(-1);
  });
  scale(1);
}
