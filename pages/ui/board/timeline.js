// The video from left to right: its chapters as spans, its screens as ticks, the time under the
// pointer. Titles come from strangers: they are set as text, never as markup.

const [WIDE_PX, GRIP_PX, THIN_PX, NEAR_PX, TIP_PX] = [44, 26, 8, 26, 170];

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made[name] = value;
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

class Timeline {
  constructor(board) {
    this.board = board;
    this.bar = el("div", { class: "bar" });
    this.strip = el("div", { class: "ticks" });
    this.hand = el("div", { class: "hand" });
    this.tip = el("div", { class: "tip" });
    this.field = el("div", { class: "field" }, this.bar, this.strip, this.hand);
    this.scale = el("div", { class: "scale" });
    this.root = el("div", { class: "line", role: "img" }, this.tip, this.field, this.scale);
    this.field.onpointermove = (event) => this.point(event);
    this.field.onpointerdown = (event) => this.point(event);
    this.field.onpointerleave = () => this.leave();
    this.field.onclick = (event) => this.choose(event);
    new ResizeObserver(() => this.fit()).observe(this.field);
  }

  update(data) {
    this.data = data;
    const { chapters, screens, duration } = data;
    this.root.setAttribute(
      "aria-label",
      `Timeline of ${clock(duration)}: ${chapters.length} chapters, ${screens.length} screens.` +
        " The table below says the same.",
    );
    this.bar.replaceChildren(...chapters.map((chapter, at) => this.span(chapter, at)));
    this.strip.replaceChildren(
      ...screens.map(([at]) => el("i", { style: `left:${this.share(at)}%` })),
    );
    this.fit();
  }

  share(seconds) {
    return Math.min(100, Math.max(0, (100 * seconds) / this.data.duration)).toFixed(3);
  }

  span(chapter, at) {
    const marks = ["span", at % 2 ? "is-odd" : "is-even"];
    if (chapter.dropped) marks.push("is-dropped");
    const made = el("div", { class: marks.join(" ") }, el("span", {}, el("bdi", {}, chapter.title)));
    made.style.left = `${this.share(chapter.start)}%`;
    made.style.width = `${this.share(chapter.end) - this.share(chapter.start)}%`;
    if (at) {
      made.append(el("b", { class: "grip", onpointerdown: (event) => this.drag(event, at) }));
    }
    return made;
  }

  // What has no room for its title or for a finger does without.
  fit() {
    const width = this.field.clientWidth;
    if (!this.data || !width) return;
    this.data.chapters.forEach((chapter, at) => {
      const px = (width * (chapter.end - chapter.start)) / this.data.duration;
      const before = this.data.chapters[at - 1];
      const room = before ? (width * (before.end - before.start)) / this.data.duration : 0;
      this.bar.children[at].classList.toggle("is-narrow", px < WIDE_PX);
      this.bar.children[at].classList.toggle("is-thin", px < THIN_PX);
      this.bar.children[at].classList.toggle("is-fixed", Math.min(px, room) < GRIP_PX);
    });
    const steps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000];
    const step = steps.find((s) => (width * s) / this.data.duration >= 84) ?? 72000;
    const marks = [el("span", { style: "left:0" }, "0:00")];
    for (let at = step; at < this.data.duration && marks.length < 40; at += step) {
      if ((width * (this.data.duration - at)) / this.data.duration < 64) break;
      marks.push(el("span", { class: "mid", style: `left:${this.share(at)}%` }, clock(at)));
    }
    marks.push(el("span", { class: "end" }, clock(this.data.duration)));
    this.scale.replaceChildren(...marks);
  }

  moment(event) {
    const box = this.field.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return { at: share * this.data.duration, x: share * box.width, width: box.width };
  }

  index(at) {
    const found = this.data.chapters.findIndex((chapter) => at < chapter.end);
    return found < 0 ? this.data.chapters.length - 1 : found;
  }

  point(event) {
    if (!this.data) return;
    const { at, x, width } = this.moment(event);
    const chapter = this.data.chapters[this.held ?? this.index(at)];
    const near = (NEAR_PX * this.data.duration) / width;
    const [shot] = this.data.screens
      .filter(([when, url]) => url && Math.abs(when - at) <= near)
      .sort((one, other) => Math.abs(one[0] - at) - Math.abs(other[0] - at));
    const words = el("span", {}, el("b", {}, clock(at)), " ", el("bdi", {}, chapter.title));
    // One picture element is kept, so that the pointer's every move does not load it anew.
    this.picture ??= el("img", { alt: "" });
    if (shot && this.picture.getAttribute("src") !== shot[1]) this.picture.src = shot[1];
    this.tip.replaceChildren(...(shot ? [this.picture, words] : [words]));
    this.hand.style.left = `${x}px`;
    this.root.classList.add("is-pointed");
    this.root.classList.toggle("is-high", this.field.getBoundingClientRect().top < TIP_PX);
    const half = this.tip.offsetWidth / 2;
    this.tip.style.left = `${Math.min(width - half, Math.max(half, x))}px`;
    this.board.light(this.index(at));
  }

  leave() {
    if (this.held !== undefined) return;
    this.root.classList.remove("is-pointed");
    this.board.light(-1);
  }

  light(index) {
    [...this.bar.children].forEach((span, at) => span.classList.toggle("is-lit", at === index));
  }

  choose(event) {
    if (this.moved) this.moved = false;
    else this.board.show(this.index(this.moment(event).at));
  }

  drag(event, at) {
    event.preventDefault();
    const grip = event.currentTarget;
    this.held = at;
    grip.setPointerCapture(event.pointerId);
    const [before, chapter] = [this.data.chapters[at - 1], this.data.chapters[at]];
    const spans = [this.bar.children[at - 1], this.bar.children[at]];
    let to = null;
    grip.onpointermove = (move) => {
      to = Math.min(chapter.end - 1, Math.max(before.start + 1, this.moment(move).at));
      spans[0].style.width = `${this.share(to) - this.share(before.start)}%`;
      spans[1].style.left = `${this.share(to)}%`;
      spans[1].style.width = `${this.share(chapter.end) - this.share(to)}%`;
    };
    const end = (isDone) => {
      grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
      document.removeEventListener("keydown", leave, true);
      this.held = undefined;
      this.moved = to !== null;
      if (to !== null && isDone) this.board.move(at, to);
      else this.update(this.data);
      this.leave();
    };
    const leave = (press) => {
      if (press.key === "Escape") end(false);
    };
    document.addEventListener("keydown", leave, true);
    grip.onpointerup = () => end(true);
    grip.onpointercancel = () => end(false);
  }
}
