// Messages to the program and back: each question has one answer, and the inspector is told when none comes.

let questions = 0;
/** Milliseconds without an answer after which the connection is said to be lost; between two signs of life. */
const PATIENCE = 10_000;
const HEARTBEAT = 20_000;
/** Verbs by which something is entered; they are remembered until the program has confirmed that they are kept. */
const ENTERING = new Set(["decide", "note", "propose", "undo", "decide_alike", "correct", "add", "remove", "award", "assign", "move"]);
/** Where this browser keeps what is not yet kept elsewhere, for as long as its tab is open. */
const KEPT = "gkaudit-desk";

class Link {
  /** `take(message)` is called with every message; `lost(words)` with what to tell of the connection, "" where it is well. */
  constructor(model, take, lost) {
    Object.assign(this, { model, take, lost });
    this.open = new Map();
    this.heard = Date.now();
    this.receive = (message) => this.received(message);
    model.on("msg:custom", this.receive);
    this.timer = setInterval(() => this.look(), 2_000);
  }

  /** Ask for something; gives a promise of the whole answer. `words` says what it is, should it be lost. */
  ask(verb, given = {}, { words = "", buffers } = {}) {
    const n = ++questions;
    const answer = new Promise((resolve) => {
      this.open.set(n, { verb, words, since: Date.now(), resolve });
      try {
        this.model.send({ n, do: verb, ...given }, undefined, buffers);
      } catch {
        this.open.get(n).since = 0;
        this.look();
      }
    });
    if (ENTERING.has(verb)) this.remember();
    return answer;
  }

  received(message) {
    if (!message || typeof message !== "object" || !("parts" in message)) return;
    this.heard = Date.now();
    const question = this.open.get(message.n);
    this.open.delete(message.n);
    if (question && ENTERING.has(question.verb)) this.remember();
    this.look();
    this.take(message, question?.verb);
    question?.resolve(message);
  }

  /** Look whether anything waits for too long. */
  look() {
    const now = Date.now();
    const late = [...this.open.values()].some((one) => now - one.since > PATIENCE);
    this.lost(late ? Math.round((now - this.heard) / 1000) : 0, this.unconfirmed());
    if (!this.open.size && now - this.heard > HEARTBEAT) this.beat?.();
  }

  /** What was entered without an answer so far, in words. */
  unconfirmed() {
    return [...this.open.values()].filter((one) => ENTERING.has(one.verb)).map((one) => one.words);
  }

  remember() {
    keep("unconfirmed", this.unconfirmed());
  }

  end() {
    clearInterval(this.timer);
    this.model.off("msg:custom", this.receive);
  }
}

/** Keep a value of this tab under a name, over reloads; nothing and empty lists are forgotten. */
function keep(name, value) {
  try {
    const all = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
    if (!value || value.length === 0) delete all[name];
    else all[name] = value;
    sessionStorage.setItem(KEPT, JSON.stringify(all));
  } catch {
    // A browser that keeps nothing loses drafts at a reload, and nothing else.
  }
}

/** What was kept under a name, or null. */
function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) || "{}")[name] ?? null;
  } catch {
    return null;
  }
}
