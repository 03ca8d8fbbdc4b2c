// Makes a picture's page nicer: a tap on the picture sets the focus, a drag draws what is covered or kept. Both only
// fill in the form's fields; without this the form works whole.
const marks = document.querySelector("svg.marks");
const form = document.querySelector("form.picture");

const WHOLE = 1000;
// Middles of the nine places, as the form's values name them.
const ACROSS = { left: 167, right: 833 };
const DOWN = { top: 167, bottom: 833 };

function percent(thousandths) {
  return String(thousandths / 10);
}

function field(name) {
  return form.elements.namedItem(name);
}

// Where a pointer is on the picture, in thousandths.
function place(event) {
  const box = marks.getBoundingClientRect();
  const within = (at, from, length) => Math.round(Math.min(1, Math.max(0, (at - from) / length)) * WHOLE);
  return { x: within(event.clientX, box.left, box.width), y: within(event.clientY, box.top, box.height) };
}

// A view box is as wide as the whole and as high as the picture is for it.
function high(thousandths) {
  return (thousandths * marks.viewBox.baseVal.height) / WHOLE;
}

function showFocus({ x, y }) {
  const circle = marks.querySelector("circle");
  circle.setAttribute("cx", x);
  circle.setAttribute("cy", high(y));
}

function setFocus(spot) {
  field("focus_x").value = percent(spot.x);
  field("focus_y").value = percent(spot.y);
  showFocus(spot);
}

function tapped(event) {
  if (drawn) return;
  setFocus(place(event));
  for (const ninth of form.querySelectorAll("[name=focus]")) ninth.checked = false;
}

function chosen(name) {
  const [first, second] = name.split("-");
  setFocus({ x: ACROSS[second] || ACROSS[first] || 500, y: DOWN[first] || 500 });
}

// The four fields of a rectangle, by what their names begin with: "crop", "blur_1".
function sides(fields) {
  return ["left", "top", "width", "height"].map((side) => field(`${fields}_${side}`));
}

// Puts on the picture what stands in the fields of a rectangle; nothing while they say none.
function showArea(fields) {
  for (const old of marks.querySelectorAll(`[data-fields="${fields}"]`)) old.remove();
  const typed = sides(fields).map((input) => input.value.trim());
  const [left, top, width, height] = typed.map((text) => Math.round(Number(text) * 10));
  if (typed.includes("") || !(width > 0 && height > 0)) return;
  const rect = { class: fields === "crop" ? "keep" : "hide", x: left, y: high(top), width, height: high(height) };
  draw("rect", fields, rect);
  const number = fields.split("_")[1];
  if (number) draw("text", fields, { x: left + 8, y: high(top) + 40 }).textContent = number;
}

function draw(shape, fields, values) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", shape);
  element.dataset.fields = fields;
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
  marks.insertBefore(element, marks.querySelector("circle"));
  return element;
}

// Less than this is a tap and no drag.
const LEAST = 10;

// The rectangle a drag draws; none while a tap sets the focus.
let drawn;
let from;

function dragged(event) {
  if (!from) return;
  const to = place(event);
  const [left, top] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  if (width < LEAST || height < LEAST) return;
  const values = [left, top, width, height];
  sides(drawn).forEach((input, n) => (input.value = percent(values[n])));
  showArea(drawn);
}

// One button for the focus and one for each rectangle of the form: what is done on the picture.
function tools() {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "在图上做什么");
  const areas = Array.from(form.querySelectorAll("fieldset.sides"), (fieldset) => ({
    fields: fieldset.querySelector("input").name.replace(/_left$/, ""),
    words: fieldset.querySelector("legend").textContent.split("（")[0],
  }));
  // What was refused is typed still, and not on the picture yet.
  for (const { fields } of areas) showArea(fields);
  for (const { fields, words } of [{ words: "点焦点" }].concat(areas)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-pressed", String(!fields));
    button.addEventListener("click", () => {
      drawn = fields;
      for (const other of bar.children) other.setAttribute("aria-pressed", String(other === button));
      marks.classList.toggle("drawing", Boolean(fields));
    });
    bar.append(button);
  }
  return bar;
}

if (marks && form) {
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = "点一下图，就把焦点放在那里；选了“遮住”或“只留下”，在图上拖出一个框。按“保存”才算数。";
  marks.before(hint, tools());
  marks.addEventListener("click", tapped);
  marks.addEventListener("pointerdown", (event) => {
    if (!drawn) return;
    event.preventDefault();
    from = place(event);
    marks.setPointerCapture(event.pointerId);
  });
  marks.addEventListener("pointermove", dragged);
  for (const end of ["pointerup", "pointercancel"]) marks.addEventListener(end, () => (from = undefined));
  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "focus") chosen(value);
    const area = /^(crop|blur_\d+)_(left|top|width|height)$/.exec(name);
    if (area) showArea(area[1]);
  });
}
