// SPDX-License-Identifier: Apache-2.0
// The code of a link stands behind its #, which no server is told; it is put into the field.
"use strict";

const field = document.querySelector("form[data-code] input[name=code]");
if (field && location.hash.length > 1 && !field.value) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
