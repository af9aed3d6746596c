// Messages to the program and back: each question has one answer, and the inspector is told when none comes.

let questions = 0;
/** Milliseconds without an answer after which the connection is said to be lost; between two signs of life. */
const PATIENCE = 10_000;
const HEARTBEAT = 20_000;
/** Milliseconds after which what others kept from being entered is tried again. */
const AGAIN = 5_000;
/** Verbs by which something is entered; they are remembered until the program has confirmed that they are kept. */
const ENTERING = new Set(["decide", "note", "propose", "undo", "decide_alike", "correct", "add", "remove", "award", "assign", "choose", "adopt", "move", "move_back"]);
/** Where this browser keeps what is not yet kept elsewhere, for as long as its tab is open. */
const KEPT = "gkaudit-desk";

/** Milliseconds by a clock that nobody sets. */
const now = () => performance.now();

class Link {
  /** `take(message)` is called with every message; `waiting` tells of what is not answered, or not kept. */
  constructor(model, take, waiting) {
    Object.assign(this, { model, take, waiting });
    this.open = new Map();
    /** What is entered and not confirmed, in its order: one after the other is sent. */
    this.entering = [];
    /** Why the first of them waits to be tried again; "" where it does not. */
    this.keptOff = "";
    this.givenUp = false;
    this.heard = now();
    this.receive = (message) => this.received(message);
    model.on("msg:custom", this.receive);
    // What waits for the record is kept nowhere else: whoever closes the page is asked.
    this.leaving = (event) => this.keptOff && event.preventDefault();
    addEventListener("beforeunload", this.leaving);
    this.timer = setInterval(() => this.look(), 2_000);
  }

  /** Ask for something; gives a promise of the whole answer. `words` says what it is, should it be lost. */
  ask(verb, given = {}, { words = "", buffers } = {}) {
    return ENTERING.has(verb) ? this.enter(verb, given, words) : this.send(verb, given, buffers);
  }

  send(verb, given, buffers) {
    const n = ++questions;
    return new Promise((resolve) => {
      this.open.set(n, { verb, since: now(), resolve });
      try {
        this.model.send({ n, do: verb, ...given }, undefined, buffers);
      } catch {
        this.open.get(n).since -= PATIENCE + 1;
        this.look();
      }
    });
  }

  /** Enter something behind what is not confirmed yet. Whoever asks for the same again while others have the record means the same. */
  enter(verb, given, words) {
    const called = JSON.stringify([verb, { ...given, seen: 0 }]);
    const same = this.keptOff && this.entering.find((one) => one.called === called);
    if (same) return same.answer;
    const one = { verb, given, words, called };
    one.answer = new Promise((resolve) => { one.resolve = resolve; });
    this.entering.push(one);
    this.remember();
    if (this.entering.length === 1) this.next();
    else this.look();
    return one.answer;
  }

  /** Have the first of what is entered kept, then the next one; where others have the record, that is tried again. */
  async next() {
    clearTimeout(this.trying);
    const [one] = this.entering;
    if (!one || one.sent) return;
    one.sent = true;
    const answer = await this.send(one.verb, one.given);
    one.sent = false;
    if (!answer.occupied) {
      this.keptOff = "";
      this.settle(one, answer);
      if (!this.givenUp) this.next();
    } else if (!this.givenUp) {
      this.keptOff = answer.fault;
      this.trying = setTimeout(() => this.next(), AGAIN);
    }
    if (this.givenUp) this.drop();
    this.look();
  }

  settle(one, answer) {
    this.entering.splice(this.entering.indexOf(one), 1);
    this.remember();
    one.resolve(answer);
  }

  /** Enter nothing of what waits; what is on its way is told when its answer comes. */
  giveUp() {
    this.givenUp = true;
    clearTimeout(this.trying);
    if (!this.entering[0]?.sent) this.drop();
    this.look();
  }

  drop() {
    this.givenUp = false;
    this.keptOff = "";
    const dropped = this.entering.filter((one) => !one.sent);
    if (!dropped.length) return;
    const fault = `没有保存：${dropped.map((one) => one.words).join("；")}。`;
    const answer = { parts: {}, said: "", fault };
    this.take(answer);
    for (const one of dropped) this.settle(one, answer);
  }

  received(message) {
    if (!message || typeof message !== "object" || !("parts" in message)) return;
    this.heard = now();
    const question = this.open.get(message.n);
    this.open.delete(message.n);
    this.look();
    // Whoever waits for the record is told so in a place of its own.
    this.take(message.occupied && ENTERING.has(question?.verb) ? { ...message, fault: "" } : message, question?.verb);
    question?.resolve(message);
  }

  /** Look whether anything waits for too long. */
  look() {
    const at = now();
    const longest = Math.max(0, ...[...this.open.values()].map((one) => at - one.since));
    this.waiting.lost(longest > PATIENCE ? Math.round(longest / 1000) : 0, this.unconfirmed());
    this.waiting.occupied(this.keptOff, this.unconfirmed());
    if (!this.open.size && at - this.heard > HEARTBEAT) this.beat?.();
  }

  /** What was entered without an answer so far, in words. */
  unconfirmed() {
    return this.entering.map((one) => one.words);
  }

  remember() {
    keep("unconfirmed", this.unconfirmed());
  }

  end() {
    clearInterval(this.timer);
    clearTimeout(this.trying);
    removeEventListener("beforeunload", this.leaving);
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
