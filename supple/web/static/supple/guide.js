// SPDX-License-Identifier: Apache-2.0
// Leads through one stretch: counts, speaks, buzzes or stays silent; pauses at any time; a spasm stops everything.
{
  const TICK = 250;
  const IN_ENTRY = new Set(["id", "response", "stopped", "reps"]);
  const AWAY = 3000; // a page out of sight for longer cannot have been followed: it pauses
  const remembered = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch {
      return null; // storage is switched off: the choice holds for this page
    }
  };

  customElements.define("supple-guide", class extends HTMLElement {
    connectedCallback() {
      this.phases = JSON.parse(document.getElementById("phases").textContent);
      this.querySelector("[data-plain]").hidden = true;
      this.append(this.querySelector("template").content.cloneNode(true));
      this.form = document.getElementById("end");
      Object.assign(this, { at: 0, held: 0, reps: 0, left: this.phases[0].s * 1000 });
      this.quiet = document.documentElement.dataset.quiet === "now";
      this.ways();
      this.addEventListener("click", (event) => {
        const name = event.target.closest?.("[data-do]")?.dataset.do;
        if (name) this[name]();
      });
      this.one("dialog").addEventListener("cancel", () => this.faded());
      document.addEventListener("visibilitychange", () => this.seen());
      this.form.addEventListener("submit", (event) => this.offline(event));
      this.show();
    }

    one(selector) { return this.querySelector(`.player ${selector}`); }

    word(name) { return this.one(`[data-word=${name}]`).textContent; }

    // Only a voice that lives on this device: another one would send the words to somebody.
    ways() {
      const voice = () => {
        const language = document.documentElement.lang.slice(0, 2);
        this.voice = self.speechSynthesis?.getVoices().find((v) => v.localService && v.lang.startsWith(language));
        this.one("[data-needs=speech]").hidden = !this.voice || this.quiet;
      };
      voice();
      self.speechSynthesis?.addEventListener?.("voiceschanged", voice);
      this.one("[data-needs=buzz]").hidden = !navigator.vibrate || this.quiet;
      const wanted = this.one(`[name=way][value=${remembered("supple.guide") ?? "silent"}]`);
      if (wanted && !wanted.closest("label").hidden) wanted.checked = true;
      this.addEventListener("change", (event) => {
        if (event.target.name === "way") remembered("supple.guide", event.target.value);
      });
    }

    get way() { return this.one("[name=way]:checked")?.value; }

    say(words) {
      this.one("[data-say]").textContent = words;
      this.one("[data-spoken]").textContent = words;
      if (this.way === "buzz" && !this.quiet) navigator.vibrate?.(this.phases[this.at]?.sort === "hold" ? [200] : [80, 80, 80]);
      if (this.way !== "speech" || !this.voice || this.quiet) return;
      const said = new SpeechSynthesisUtterance(words);
      said.voice = this.voice;
      said.lang = this.voice.lang;
      speechSynthesis.cancel();
      speechSynthesis.speak(said);
    }

    show() {
      const [phase, following] = this.phases.slice(this.at, this.at + 2);
      if (!phase) return;
      const seconds = Math.ceil(this.left / 1000);
      this.one("[data-left]").textContent = seconds;
      this.one("[data-ring]").setAttribute("stroke-dashoffset", String(100 - (100 * seconds) / phase.s));
      this.one("[data-next]").textContent = following ? `${this.word("next")} ${following.say}` : "";
    }

    start() {
      for (const name of ["pause", "skip"]) this.one(`[data-do=${name}]`).hidden = false;
      this.one("[data-do=start]").hidden = true;
      this.one("[data-do=pause]").focus();
      this.say(this.phases[this.at].say);
      this.run();
    }

    run() {
      this.one("[data-do=pause]").textContent = this.word("pause");
      this.last = performance.now();
      this.timer ??= setInterval(() => this.tick(), TICK);
      navigator.wakeLock?.request("screen").then((lock) => { this.lock = lock; }, () => {});
    }

    rest() {
      clearInterval(this.timer);
      this.timer = null;
      this.lock?.release().catch(() => {});
    }

    tick() {
      const now = performance.now();
      const passed = now - this.last;
      this.last = now;
      if (this.phases[this.at].sort === "hold") this.held += Math.min(passed, this.left);
      this.left -= passed;
      if (this.left > 0) this.show();
      else this.skip(true);
    }

    skip(full = false) {
      if (full && this.phases[this.at].sort === "hold") this.reps += 1;
      this.at += 1;
      if (!this.phases[this.at]) return this.done();
      this.left = this.phases[this.at].s * 1000;
      this.say(this.phases[this.at].say);
      return this.show();
    }

    pause() {
      if (this.timer) {
        this.rest();
        this.one("[data-do=pause]").textContent = this.word("go");
        this.say(this.word("paused"));
      } else {
        this.say(this.phases[this.at].say);
        this.run();
      }
    }

    seen() {
      if (document.hidden) this.hiddenAt = performance.now();
      else if (this.timer && performance.now() - this.hiddenAt > AWAY) this.pause();
    }

    spasm() {
      this.wasOn = Boolean(this.timer);
      this.rest();
      self.speechSynthesis?.cancel();
      this.one("[data-kept]").textContent = "";
      this.one("[data-do=log]").hidden = false;
      this.one("dialog").showModal();
    }

    // At once, so that it is not lost with the page; without a store it goes with the session, under the same id.
    async log() {
      this.one("[data-do=log]").hidden = true;
      const id = URL.createObjectURL(new Blob()).slice(-36); // ends with a new UUID, also without https
      const entry = { ...JSON.parse(this.querySelector(".player").dataset.entry), id };
      const kept = await Promise.resolve().then(() => self.supple.keep(entry)).then(() => true, () => false);
      this.one("[data-kept]").textContent = this.word(kept ? "kept" : "later");
      if (kept) self.supple.drain();
      else this.form.append(this.late(id));
    }

    // Without a connection the session waits on this device like everything else.
    offline(event) {
      if (navigator.onLine || !self.supple?.pressed) return;
      event.preventDefault();
      const said = [...new FormData(this.form)].filter(([name, value]) => IN_ENTRY.has(name) && value);
      if (this.held) said.push(["minutes", Math.round(this.held / 6000) / 10]);
      const entry = { ...JSON.parse(this.dataset.session), ...Object.fromEntries(said) };
      self.supple.pressed(this.form, { entries: [entry], next: "" });
    }

    late(id) {
      const field = document.createElement("input");
      const since = Date.now();
      Object.assign(field, { type: "hidden", name: "spasm", value: `${id} 0` });
      this.form.addEventListener("submit", () => { field.value = `${id} ${Math.round((Date.now() - since) / 1000)}`; });
      return field;
    }

    faded() { // the hold begins anew, when its person says so
      this.left = (this.phases[this.at]?.s ?? 0) * 1000;
      if (this.wasOn) this.one("[data-do=pause]").textContent = this.word("go");
      this.show();
    }

    again() {
      this.one("dialog").close();
      this.faded();
    }

    stop() {
      this.one("dialog").close();
      this.form.querySelector("details").open = true;
      this.form.querySelector("[value=spasm]").checked = true;
      this.done();
    }

    done() {
      this.rest();
      this.say(this.word("done"));
      for (const one of this.querySelectorAll(".player-keys, .player-ring, [data-next]")) one.hidden = true;
      this.form.elements.seconds.value = Math.round(this.held / 1000);
      this.form.elements.reps.value = this.reps;
      this.form.focus();
    }
  });
}
