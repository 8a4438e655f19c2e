// SPDX-License-Identifier: Apache-2.0
// How does the night button's secret lie on this device? Sealed with a key that scripts may use and nobody can copy out.
{
  const ROOM = { name: "AES-GCM", length: 256 };

  self.supple.seal = async (secret) => {
    const key = await crypto.subtle.generateKey(ROOM, false, ["encrypt", "decrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: ROOM.name, iv }, key, new TextEncoder().encode(secret));
    return { key, iv, sealed };
  };

  self.supple.unseal = async ({ key, iv, sealed }) =>
    new TextDecoder().decode(await crypto.subtle.decrypt({ name: ROOM.name, iv }, key, sealed));
}
