// The window of the desk: of the protocol of Jupyter's kernels and widgets what one widget needs that sends and takes messages.
import desk from "/desk/desk.js";

/** Milliseconds after which a socket that broke off is opened again, and the most of them. */
const SOON = 500;
const SELDOM = 15_000;
/** Identifies this page to the kernel, which keeps for it what was said while the socket was not there. */
const SESSION = crypto.randomUUID();

/** The connection with a kernel: what is sent while the socket is not open waits until it is. */
class Kernel {
  constructor(id) {
    this.address = `/api/kernels/${id}`;
    this.waiting = [];
    /** By the id of a widget, what takes its messages. */
    this.widgets = new Map();
    this.connect(SOON);
  }

  connect(pause) {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}${this.address}/channels?session_id=${SESSION}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.socket = socket;
      pause = SOON;
      for (const one of this.waiting.splice(0)) socket.send(one);
    };
    socket.onmessage = ({ data }) => this.heard(JSON.parse(typeof data === "string" ? data : firstOf(data)));
    socket.onclose = () => {
      this.socket = undefined;
      setTimeout(() => this.again(Math.min(2 * pause, SELDOM)), pause);
    };
  }

  /** Open the socket once more, unless the kernel has ended. */
  async again(pause) {
    const ended = await fetch(this.address, { cache: "no-store" }).then(({ status }) => status === 404, () => false);
    if (!ended) this.connect(pause);
  }

  heard({ header, content }) {
    if (header.msg_type === "comm_msg" && content.data.method === "custom") this.widgets.get(content.comm_id)?.(content.data.content);
  }

  /** Send a widget what its own code takes, with buffers of bytes. */
  send(widget, content, buffers = []) {
    const header = { msg_id: crypto.randomUUID(), msg_type: "comm_msg", session: SESSION, username: "", date: new Date().toISOString(), version: "5.3" };
    const said = { header, parent_header: {}, metadata: {}, channel: "shell", content: { comm_id: widget, data: { method: "custom", content } } };
    const message = buffers.length ? packed(said, buffers) : JSON.stringify(said);
    if (this.socket) this.socket.send(message);
    else this.waiting.push(message);
  }

  /** A widget as its script sees it, which has messages and no state. */
  model(widget) {
    const takers = new Set();
    this.widgets.set(widget, (message) => takers.forEach((take) => take(message)));
    return {
      on: (_, take) => takers.add(take),
      off: (_, take) => takers.delete(take),
      send: (content, _, buffers) => this.send(widget, content, buffers),
    };
  }
}

/** A message with buffers: how many parts, where each begins, then the parts, of which the first is the message itself. */
function packed(message, buffers) {
  const parts = [new TextEncoder().encode(JSON.stringify(message)), ...buffers.map(bytes)];
  let at = 4 * (parts.length + 1);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, at));
  const head = new DataView(whole.buffer);
  head.setUint32(0, parts.length);
  parts.forEach((part, i) => {
    head.setUint32(4 * (i + 1), at);
    whole.set(part, at);
    at += part.length;
  });
  return whole;
}

const bytes = (buffer) => ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer);

/** The message itself, of one that came with buffers; the desk is sent none. */
function firstOf(data) {
  const head = new DataView(data);
  return new TextDecoder().decode(new Uint8Array(data, head.getUint32(4), (head.getUint32(0) > 1 ? head.getUint32(8) : data.byteLength) - head.getUint32(4)));
}

/** The first element that is found, as soon as the page has come so far; null where it ends without. */
function arrived(selector) {
  return new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector(selector);
      if (!found && document.readyState === "loading") return;
      watch.disconnect();
      resolve(found);
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", look);
    look();
  });
}

// The kernel is named before it has shown anything: the socket is opened meanwhile.
const named = await arrived("[data-kernel]");
if (named) {
  const kernel = new Kernel(named.dataset.kernel);
  const place = await arrived("[data-widget]");
  if (place) desk.render({ model: kernel.model(place.dataset.widget), el: place });
}
