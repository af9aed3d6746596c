// The height of the desk: what its page leaves it, under Voilà and in a cell of JupyterLab.

/** Pixels of height with which the desk stands below what comes before it; with less it takes the whole window. */
const ENOUGH = 560;

/** Keep the desk as high as the room that its page leaves it, whatever stands around it. */
function fit(root) {
  // The outermost thing that scrolls: those inside it grow with the desk.
  const scroller = () => {
    let found = document.documentElement;
    for (let node = root.parentElement; node && node !== document.body; node = node.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(node).overflowY) && node.clientHeight > 300) found = node;
    }
    return found;
  };
  const measure = () => {
    const room = scroller();
    const top = root.getBoundingClientRect().top - (room === document.documentElement ? 0 : room.getBoundingClientRect().top) + room.scrollTop;
    let below = 0;
    for (let node = root.parentElement; node && node !== room; node = node.parentElement) {
      const style = getComputedStyle(node);
      below += parseFloat(style.paddingBottom) + parseFloat(style.borderBottomWidth) + parseFloat(style.marginBottom);
    }
    const height = room.clientHeight;
    const rest = height - top - below;
    const free = rest >= ENOUGH ? rest : height - 16;
    root.style.setProperty("--height", `${Math.max(420, Math.floor(free))}px`);
  };
  const watching = new ResizeObserver(measure);
  watching.observe(root.parentElement);
  watching.observe(document.documentElement);
  addEventListener("resize", measure);
  requestAnimationFrame(measure);
  return () => {
    watching.disconnect();
    removeEventListener("resize", measure);
  };
}
