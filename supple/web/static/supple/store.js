// SPDX-License-Identifier: Apache-2.0
// What this browser keeps for supple: entries that wait to be sent, and a few things about the device itself.
// Used by pages and by the service worker.
self.supple ??= {};
{
  const NAME = "supple";
  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("waiting", { keyPath: "id" });
      asked.result.createObjectStore("device");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  // Answers only after the browser says that it is on the disk: "kept on this phone" has to be true.
  const run = async (store, mode, ask) => {
    const base = await open();
    return new Promise((done, failed) => {
      const step = base.transaction(store, mode, { durability: "strict" });
      const asked = ask(step.objectStore(store));
      step.oncomplete = () => { base.close(); done(asked.result); };
      step.onabort = () => { base.close(); failed(step.error ?? new Error("not kept")); };
    });
  };
  const read = (store, ask) => run(store, "readonly", ask);
  const write = (store, ask) => run(store, "readwrite", ask);

  self.supple.waiting = {
    all: async () => (await read("waiting", (s) => s.getAll())).sort((a, b) => a.said - b.said),
    one: (id) => read("waiting", (s) => s.get(id)),
    put: (one) => write("waiting", (s) => s.put(one)),
    remove: (id) => write("waiting", (s) => s.delete(id)),
  };
  self.supple.device = {
    get: (name) => read("device", (s) => s.get(name)),
    set: (name, value) => write("device", (s) => s.put(value, name)),
    remove: (name) => write("device", (s) => s.delete(name)),
  };
}
