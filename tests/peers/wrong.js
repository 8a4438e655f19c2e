// SPDX-License-Identifier: Apache-2.0
// How many forms of a page have fields to write in (asked with null), or the nth of them sent as a browser without
// JavaScript would send it, every field filled with what no field takes.
(nth) => {
  const written = "input[type=text], input[type=number], input[type=date], input[type=datetime-local], input:not([type]), textarea";
  const chosen = ["hidden", "checkbox", "radio", "file", "submit"];
  const forms = [...document.forms].filter(
    (form) => form.method === "post" && !form.hidden && !form.action.includes("/erase") && form.querySelector(written),
  );
  if (nth === null) return forms.length;
  for (const field of forms[nth].querySelectorAll("input, textarea")) {
    if (chosen.includes(field.type)) continue;
    if (field.tagName === "INPUT") field.type = "text";
    field.removeAttribute("maxlength");
    field.value = "not any such thing ".repeat(400);
  }
  HTMLFormElement.prototype.submit.call(forms[nth]);
  return forms.length;
};
