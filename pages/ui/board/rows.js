// One chapter of the table: its fields, its buttons, and what is said beside it.

const ICONS = {
  merge: "M6 4v3q0 4 6 6v7M18 4v3q0 4-6 6",
  split: "M12 4v6q-6 2-6 6v4M12 10q6 2 6 6v4",
  drop: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  restore: "M9 6 4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3",
  undo: "M9 6 4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3",
};
const ROW_PX = 26;
const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function button(name, label, onclick) {
  const props = { type: "button", class: `act is-${name}`, onclick };
  return el("button", props, icon(name), el("span", {}, label));
}

function plainButton(label, onclick) {
  return el("button", { type: "button", onclick }, label);
}

// Sets what differs: a field that is left alone keeps its cursor.
function put(node, name, value) {
  if (node[name] !== value) node[name] = value;
}

class Row {
  constructor(board) {
    this.board = board;
    this.pick = el("input", { type: "checkbox", onclick: (event) => board.pick(this, event) });
    this.start = this.field("input", "start", { type: "text", spellcheck: "false", maxlength: 16 });
    this.title = this.field("textarea", "title", { rows: 1, maxlength: 400, dir: "auto" });
    this.picture = el("img", { alt: "", loading: "lazy" });
    const cell = (name, ...children) => el("td", { class: name, role: "cell" }, ...children);
    [this.length, this.words, this.screens] = ["length", "words", "screens"].map((n) => cell(n));
    this.hint = el("div", { class: "hint" });
    this.note = el("div", { class: "note" });
    this.merge = button("merge", "Merge", () => board.merge([this]));
    this.split = button("split", "Split", () => board.look(this));
    this.drop = button("drop", "Drop", () => board.drop([this], !this.chapter.dropped));
    this.root = el(
      "tr",
      { role: "row" },
      cell("pick", this.pick),
      cell("shot", this.picture),
      cell("from", this.start),
      cell("name", this.title, this.hint, this.note),
      this.length,
      this.words,
      this.screens,
      cell("acts", el("div", {}, this.merge, this.split, this.drop)),
    );
    this.root.onpointerenter = () => board.light(board.rows.indexOf(this));
    this.root.onpointerleave = () => board.light(-1);
  }

  field(tag, name, props) {
    return el(tag, {
      class: name,
      autocomplete: "off",
      ...props,
      onchange: () => this.commit(name),
      onkeydown: (event) => this.key(name, event),
      oninput: () => (this.typed = { ...this.typed, [name]: true }),
    });
  }

  // What is typed and not yet sent stays; all else follows the server.
  update(chapter, at, data) {
    const number = at + 1;
    this.chapter = chapter;
    const shown = { start: clock(chapter.start), title: chapter.title };
    for (const name of ["start", "title"]) {
      if (!this.typed?.[name]) put(this[name], "value", shown[name]);
    }
    this.shown = shown;
    put(this.start, "disabled", at === 0);
    put(this.title, "disabled", chapter.dropped);
    this.start.setAttribute("aria-label", `Start of chapter ${number}`);
    this.title.setAttribute("aria-label", `Title of chapter ${number}`);
    this.pick.setAttribute("aria-label", `Choose chapter ${number}, ${chapter.title}`);
    put(this.length, "textContent", clock(chapter.end - chapter.start));
    this.count(this.words, chapter.words, "word");
    this.count(this.screens, chapter.screens, "screen");
    this.act(this.merge, at === data.chapters.length - 1, `Merge chapter ${number} with the next`);
    this.act(this.split, chapter.dropped, `Split chapter ${number}`);
    this.act(this.drop, false, `${chapter.dropped ? "Take back" : "Drop"} chapter ${number}`);
    const name = chapter.dropped ? "restore" : "drop";
    if (this.drop.dataset.name !== name) {
      this.drop.replaceChildren(icon(name), el("span", {}, chapter.dropped ? "Take back" : "Drop"));
      this.drop.dataset.name = name;
    }
    this.root.classList.toggle("is-dropped", chapter.dropped);
    put(this.picture, "hidden", !chapter.shot);
    if (chapter.shot && this.picture.getAttribute("src") !== chapter.shot) {
      this.picture.src = chapter.shot;
    }
    this.suggest(chapter.hint);
  }

  count(cell, number, thing) {
    if (cell.dataset.n === String(number)) return;
    cell.dataset.n = number;
    cell.replaceChildren(number.toLocaleString("en"), el("span", {}, ` ${thing}${number === 1 ? "" : "s"}`));
  }

  act(made, isOff, label) {
    put(made, "disabled", isOff);
    made.setAttribute("aria-label", label);
    made.title = label;
  }

  suggest(reason) {
    if (this.hint.dataset.reason === reason) return;
    this.hint.dataset.reason = reason;
    if (!reason) return this.hint.replaceChildren();
    const yes = plainButton("Drop it", () => this.board.drop([this], true));
    const no = plainButton("Keep it", () => this.board.keep(this));
    this.hint.replaceChildren(el("span", {}, reason), yes, no);
  }

  say(note, kind) {
    const key = note ? note.id : "";
    if (this.note.dataset.key === key) return;
    this.note.dataset.key = key;
    this.note.className = note?.bad ? "note is-bad" : "note";
    this.note.replaceChildren(...(note ? this.board.words(note, this) : []));
    for (const one of ["rename", "move"]) {
      this.root.classList.toggle(`is-refused-${one}`, Boolean(note?.bad) && one === kind);
    }
  }

  commit(name) {
    const value = this[name].value;
    this.typed = { ...this.typed, [name]: false };
    if (value === this.shown[name]) return;
    this.shown = { ...this.shown, [name]: value };
    const was = () => ({ start: this.chapter.start, was: this.chapter.title });
    if (name === "title") this.board.send(this, () => ({ kind: "rename", ...was(), title: value }));
    else this.board.send(this, () => ({ kind: "move", ...was(), to: value }));
  }

  key(name, event) {
    if (event.isComposing) return;
    const isLine = name === "start" || this.title.offsetHeight < 2 * ROW_PX;
    const way = { Enter: 1, ...(isLine && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
    if (event.key === "Escape") {
      this[name].value = this.shown[name];
      this.typed = { ...this.typed, [name]: false };
    } else if (way) {
      event.preventDefault();
      this.commit(name);
      this.board.step(this, name, way);
    }
  }
}
