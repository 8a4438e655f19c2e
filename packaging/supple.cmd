@rem SPDX-License-Identifier: Apache-2.0
@rem Windows: supple needs the file locks of Unix, so it runs in WSL; a double click starts it there. Not tried by us.
wsl -- bash -lc "supple serve"
