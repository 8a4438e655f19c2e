// SPDX-License-Identifier: Apache-2.0
// Which entries does a form say? The same that the server would make of it; nothing for a form that says none.
{
  const AROUND = new Set(["csrfmiddlewaretoken", "next", "ago", "id"]);

  const fields = (form, pressed) => {
    const data = new FormData(form);
    if (pressed?.name) data.set(pressed.name, pressed.value);
    for (const { name } of form.querySelectorAll("[inputmode=decimal]")) data.set(name, data.get(name).replace(",", "."));
    return data;
  };

  const plain = (data) =>
    Object.fromEntries([...data].filter(([name, value]) => !AROUND.has(name) && typeof value === "string" && value.trim()));

  // The warning signs of a check-in: what a question stands for is written at the question.
  const signs = (form, data) =>
    [...form.querySelectorAll("[data-sign]")]
      .map((asked) => ({ ...JSON.parse(asked.dataset.sign), present: data.get(asked.dataset.name) }))
      .filter((sign) => sign.present);

  const met = (data) =>
    [...new Set([...data.getAll("shown"), ...data.getAll("met")])]
      .map((what) => ({ kind: "exposure", what, present: data.getAll("met").includes(what) }));

  const checkIn = (form, data, step) => {
    const kind = "check_in";
    if (data.has("nothing_today")) return [{ kind, nothing_today: true }];
    if (data.has("skip")) return [];
    if (step === "met") return met(data);
    if (step !== "signs") return [{ kind, [form.dataset.field]: data.get("answer") }];
    const marked = signs(form, data);
    if (marked.length) return [{ kind, signs_asked: true, signs: marked }];
    return data.has("none") ? [{ kind, signs_asked: true }] : [];
  };

  // More about an event that was said before: what the server's own page would make of the same press.
  const details = (data, target, step) => {
    const raw = { kind: "details", target };
    if (data.has("moved")) return { ...raw, moved: data.get("moved") };
    const answer = data.get("answer") ?? "";
    if (step !== "where") return { ...raw, [step === "what" ? "what" : "severity"]: answer };
    const [side, site = ""] = answer.split(" ");
    return { ...raw, side, site };
  };

  const kept = (data) => {
    if (!data.get("target")) return { entries: [plain(data)], next: data.get("next") || "today", ago: Number(data.get("ago") || 0) };
    return { entries: [{ ...plain(data), kind: "details" }], next: "today" };
  };

  // A form that its page lets wait: as it is, for the page itself to answer when there is a connection.
  const whole = (form, data, to) => {
    const said = [...data].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    const grave = form.dataset.grave !== undefined || said.some(([name, value]) => name.startsWith("sign-") && value !== "no");
    const title = document.querySelector("h1")?.textContent.trim();
    return { entries: [{ kind: "form", to, fields: said, title, grave, instead: form.dataset.instead }], next: "page" };
  };

  self.supple.read = (form, pressed) => {
    if (form.method !== "post" || form.enctype.startsWith("multipart")) return null;
    const data = fields(form, pressed);
    const { pathname, search } = new URL(form.action);
    const [, first, second, third, fourth] = pathname.split("/");
    if (pathname === "/keep") return kept(data);
    if (pathname === "/night") return { entries: [{ kind: "episode" }], next: "night" };
    // What was ticked under a note belongs to the id that it was shown with.
    const id = data.get("id") ? { id: data.get("id") } : {};
    if (pathname === "/note") return { entries: [{ kind: "note", text: data.get("text") ?? "", ...id }], next: "note" };
    if (first === "check-in" && second) return { entries: checkIn(form, data, second), next: second };
    if (first === "event" && third) {
      const next = `event-${data.has("moved") ? third : form.dataset.onwards || "done"}`;
      return { entries: [details(data, second, third)], next };
    }
    const done = { done: true, not_done: false }[data.get("do")];
    if (first === "trials" && second && done !== undefined) return { entries: [{ kind: "trial_day", trial: second, done }], next: "today" };
    if (first === "shared" && third === "care" && !fourth) return { entries: [{ kind: "seen", ...plain(data) }], next: "care", via: "grant", grant: second };
    if (first === "shared" && third === "care") return { entries: [{ kind: "seen", what: "unsay", target: fourth }], next: "care", via: "grant", grant: second };
    if (first === "undo" && second) return { entries: [{ kind: "withdrawn", target: second }], next: data.get("next") || "today", undo: second };
    return form.dataset.waits === undefined ? null : whole(form, data, pathname + search);
  };
}
