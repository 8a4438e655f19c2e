// SPDX-License-Identifier: Apache-2.0
// Counts down to the next break, or up from the start; rings softly and buzzes when the break is due, not in quiet hours.
{
  const two = (n) => String(n).padStart(2, "0");
  const clock = (ms) => {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const hours = Math.floor(seconds / 3600);
    return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };

  // Two soft tones; made here, so that nothing is fetched. A browser that was never touched may refuse to play.
  const ring = () => {
    if (document.documentElement.dataset.quiet === "now") return;
    navigator.vibrate?.([300, 200, 300]);
    const sound = new AudioContext();
    for (const [n, pitch] of [523, 659].entries()) {
      const tone = new OscillatorNode(sound, { frequency: pitch });
      const loud = new GainNode(sound, { gain: 0 });
      const at = sound.currentTime + n * 0.5;
      loud.gain.setValueAtTime(0, at);
      loud.gain.linearRampToValueAtTime(0.2, at + 0.05);
      loud.gain.linearRampToValueAtTime(0, at + 0.45);
      tone.connect(loud).connect(sound.destination);
      tone.start(at);
      tone.stop(at + 0.5);
    }
  };

  customElements.define("supple-timer", class extends HTMLElement {
    connectedCallback() {
      this.until = Number(this.dataset.until) * 1000;
      this.since = Number(this.dataset.since) * 1000;
      this.over = Boolean(this.until) && this.until <= Date.now();
      this.shown = document.createElement("p");
      this.shown.className = "player-say";
      this.shown.setAttribute("role", "timer");
      this.said = document.createElement("p");
      this.said.className = "hidden";
      this.said.setAttribute("role", "status");
      this.replaceChildren(this.shown, this.said);
      this.timer = setInterval(() => this.tick(), 1000);
      this.tick();
    }

    disconnectedCallback() { clearInterval(this.timer); }

    tick() {
      const now = Date.now();
      if (!this.until) this.shown.textContent = clock(now - this.since);
      else if (now < this.until) this.shown.textContent = clock(this.until - now + 999);
      else this.due();
    }

    due() {
      this.shown.textContent = this.dataset.due;
      if (this.over) return;
      this.over = true;
      this.said.textContent = this.dataset.due;
      ring();
    }
  });
}
