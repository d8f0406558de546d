// The board: the timeline above, the table below, and one change at a time on its way.
//
// A change is sent as the component's state under a number of its own; the server answers with the
// number of the last change it took. So none is lost when two are made quickly, and none is made
// twice when the same one arrives again.

const PATIENCE_MS = 8000;

class Board {
  constructor(root) {
    this.nonce = Math.random().toString(36).slice(2, 10);
    [this.sent, this.queue, this.rows, this.open] = [0, [], [], null];
    this.line = new Timeline(this);
    this.count = el("span", { class: "count", role: "status" });
    this.chosen = [
      button("merge", "Merge", () => this.merge(this.picked())),
      button("drop", "Drop", () => this.drop(this.picked(), true)),
      button("restore", "Take back", () => this.drop(this.picked(), false)),
    ];
    this.undo = button("undo", "Undo", () => this.send(null, () => ({ kind: "undo" })));
    this.tools = el("div", { class: "tools" }, this.count, ...this.chosen, this.undo);
    this.news = el("div", { class: "note", hidden: true });
    this.voice = el("div", { class: "voice", "aria-live": "polite" });
    this.body = el("tbody", { role: "rowgroup" });
    const heads = ["", "", "Start", "Title", "Length", "Words", "Screens", ""];
    const names = ["pick", "shot", "from", "name", "length", "words", "screens", "acts"];
    const head = (word, at) =>
      el("th", { class: names[at], scope: "col", role: "columnheader" }, word);
    const top = el("tr", { role: "row" }, ...heads.map(head));
    root.append(
      this.line.root,
      this.tools,
      this.news,
      el("table", { role: "table" }, el("thead", { role: "rowgroup" }, top), this.body),
      this.voice,
    );
    this.panel = el("tr", { class: "panel", role: "row" });
  }

  update(data, give) {
    [this.data, this.give] = [data, give];
    const isTaken = this.waits && data.done === this.waits.id;
    if (isTaken) this.end();
    this.line.update(data);
    this.place(data.chapters);
    if (isTaken || !this.waits) this.tell(data.note);
    this.lookIn(data.open);
    this.picks();
    put(this.undo, "disabled", !data.undo);
    this.next();
  }

  // Rows follow their chapter by its start; where only one start differs, its row moved.
  place(chapters) {
    const known = new Map(this.rows.map((row) => [row.chapter.start, row]));
    const starts = new Set(chapters.map((chapter) => chapter.start));
    const isSame = chapters.length === this.rows.length;
    const rows = chapters.map((chapter, at) => {
      const moved = isSame && !starts.has(this.rows[at].chapter.start) ? this.rows[at] : null;
      return known.get(chapter.start) ?? moved ?? new Row(this);
    });
    const kept = new Set(rows);
    for (const row of this.rows) if (!kept.has(row)) row.root.remove();
    this.panel.remove();
    rows.forEach((row, at) => {
      if (this.body.children[at] !== row.root) {
        this.body.insertBefore(row.root, this.body.children[at] ?? null);
      }
      row.update(chapters[at], at, this.data);
    });
    this.rows = rows;
  }

  send(row, make) {
    this.queue.push({ row, make });
    this.next();
  }

  next() {
    if (this.waits || !this.queue.length) return;
    const { row, make } = this.queue.shift();
    if (row && !this.rows.includes(row)) return this.next();
    this.waits = { ...make(), id: `${this.nonce}:${++this.sent}`, again: 0 };
    this.kind = this.waits.kind;
    this.post();
  }

  post() {
    this.give("edit", this.waits);
    this.timer = setTimeout(() => {
      this.waits = { ...this.waits, again: this.waits.again + 1 };
      this.post();
    }, PATIENCE_MS);
  }

  end() {
    clearTimeout(this.timer);
    this.waits = null;
  }

  // A note on a change that another board made, before this page was left, is old news.
  tell(told) {
    const note = told && (this.isOwn(told.id) || !told.id.includes(":")) ? told : null;
    const row = this.rows.find((one) => note && one.chapter.start === note.start);
    // Beside its chapter; above the table where that chapter is out of sight, as after a drag.
    const isNew = note && this.told !== note.id;
    if (isNew) this.isAbove = !row || (!note.focus && !this.sees(row));
    for (const one of this.rows) one.say(one === row && !this.isAbove ? note : null, this.kind);
    const key = note && this.isAbove ? note.id : "";
    if (this.news.dataset.key !== key) {
      this.news.dataset.key = key;
      this.news.hidden = !key;
      this.news.className = note?.bad ? "note is-bad" : "note";
      this.news.replaceChildren(...(key ? this.words(note, row) : []));
    }
    if (!isNew) return;
    this.told = note.id;
    this.voice.textContent = note.text;
    if (note.focus && row) {
      row.root.scrollIntoView({ block: "nearest" });
      row.title.focus();
      row.title.select();
    }
  }

  isOwn(id) {
    return id.startsWith(this.nonce);
  }

  sees(row) {
    const box = row.root.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  words(note, row) {
    const said = [el("span", {}, note.text)];
    if (note.offer && row) {
      const named = () => ({ start: row.chapter.start, was: row.chapter.title });
      const edit = () => ({ kind: "move", ...named(), ...note.offer.edit });
      said.push(plainButton(note.offer.label, () => this.send(row, edit)));
    }
    return said;
  }

  // Changes that a row or several ask for.
  move(at, to) {
    const row = this.rows[at];
    const named = () => ({ start: row.chapter.start, was: row.chapter.title });
    this.send(row, () => ({ kind: "move", ...named(), to: to.toFixed(3) }));
  }

  merge(rows) {
    const after = () => this.rows[this.rows.indexOf(rows[0]) + 1];
    const all = () => (rows.length > 1 ? rows : [rows[0], after()]);
    this.send(rows[0], () => ({ kind: "merge", starts: all().map((row) => row.chapter.start) }));
    this.clear();
  }

  drop(rows, isDrop) {
    const starts = () => rows.map((row) => row.chapter.start);
    this.send(rows[0], () => ({ kind: isDrop ? "drop" : "restore", starts: starts() }));
    this.clear();
  }

  keep(row) {
    this.send(row, () => ({ kind: "keep", start: row.chapter.start, was: row.chapter.title }));
  }

  look(row) {
    const start = this.open === row.chapter.start ? null : row.chapter.start;
    this.send(null, () => ({ kind: "look", start }));
  }

  // Where to split: the sentences of a chapter, or a time of one's own.
  lookIn(open) {
    this.open = open ? open.start : null;
    const row = this.rows.find((one) => open && one.chapter.start === open.start);
    if (!row) return this.panel.remove();
    const split = (at) => this.send(row, () => ({ kind: "split", start: row.chapter.start, at }));
    if (this.looked !== `${open.start} ${open.end}`) {
      this.looked = `${open.start} ${open.end}`;
      const label = "Time of the split";
      const time = el("input", { type: "text", "aria-label": label, placeholder: "4:15" });
      time.onkeydown = (event) => event.key === "Enter" && split(time.value);
      const lines = open.sentences.map(([at, text]) => {
        const props = { type: "button", class: "sentence", onclick: () => split(at) };
        return el("button", props, el("b", {}, clock(at)), el("bdi", {}, text));
      });
      const ask = lines.length ? "The new chapter begins with …" : "Nothing is said here.";
      const shut = plainButton("Close", () => this.look(row));
      shut.className = "shut";
      const byTime = [
        el("label", {}, "or at the time ", time),
        plainButton("Split there", () => split(time.value)),
      ];
      const parts = [
        el("div", { class: "ask" }, el("span", {}, ask), shut),
        el("div", { class: "sentences" }, ...lines),
        el("div", { class: "ask" }, ...byTime),
      ];
      this.panel.replaceChildren(el("td", { colspan: 8, role: "cell" }, ...parts));
    }
    row.root.after(this.panel);
    if (open.id !== this.opened && this.isOwn(open.id)) {
      this.opened = open.id;
      (this.panel.querySelector(".sentence") ?? this.panel.querySelector("input")).focus();
    }
  }

  // Rows chosen; with Shift, all between.
  pick(row, event) {
    const [from, to] = [this.rows.indexOf(this.last), this.rows.indexOf(row)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) {
      for (const one of this.rows.slice(from, to + 1)) one.pick.checked = row.pick.checked;
    }
    this.last = row;
    this.picks();
  }

  picked() {
    return this.rows.filter((row) => row.pick.checked);
  }

  picks() {
    const [chosen, count] = [this.picked(), this.rows.length];
    const [merge, drop, restore] = this.chosen;
    this.tools.classList.toggle("is-on", chosen.length > 0);
    put(merge, "hidden", chosen.length < 2);
    put(drop, "hidden", !chosen.some((row) => !row.chapter.dropped));
    put(restore, "hidden", !chosen.some((row) => row.chapter.dropped));
    const left = this.data.chapters.filter((chapter) => chapter.dropped).length;
    const words = `${count} chapter${count === 1 ? "" : "s"}${left ? `, ${left} dropped` : ""}`;
    put(this.count, "textContent", chosen.length ? `${chosen.length} of ${count} chosen` : words);
  }

  clear() {
    for (const row of this.rows) row.pick.checked = false;
    this.picks();
  }

  step(row, name, way) {
    const field = this.rows[this.rows.indexOf(row) + way]?.[name];
    if (field && !field.disabled) field.select();
    else row[name].blur();
  }

  show(index) {
    const row = this.rows[index];
    row.root.scrollIntoView({ block: "center", behavior: "smooth" });
    // On a phone, a field that is entered brings up the keyboard.
    if (matchMedia("(pointer: fine)").matches) row.title.focus({ preventScroll: true });
  }

  light(index) {
    this.line.light(index);
    this.rows.forEach((row, at) => row.root.classList.toggle("is-lit", at === index));
  }
}

const boards = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  let board = boards.get(parentElement);
  if (!board) {
    board = new Board(parentElement.querySelector(".cw-board"));
    boards.set(parentElement, board);
  }
  board.update(data, setStateValue);
}
