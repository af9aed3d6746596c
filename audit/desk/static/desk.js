// The desk in the browser.
function render({ model, el }) {
  const shown = document.createElement("pre");
  model.on("msg:custom", (message) => { shown.textContent = JSON.stringify(Object.keys(message.parts)); });
  el.replaceChildren(shown);
  model.send({ n: 1, do: "hello" });
}
export default { render };
