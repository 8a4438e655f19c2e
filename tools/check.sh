#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What `make check` runs: style, types, rooms, generated pages, the browser, PostgreSQL, the API's own description.
# Debian packages it needs (chromium, postgresql) are installed when we are root, and named when we are not.
set -eu
bin=.venv/bin

need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 && return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $2 ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
    else
        echo "make check needs $2. On Debian or Ubuntu: sudo apt install $2" >&2
        exit 2
    fi
}

echo "== style";     $bin/ruff check . && $bin/ruff format --check --quiet .
echo "== types";     $bin/mypy
echo "== rooms";     $bin/lint-imports
echo "== reference"; $bin/python tools/make_reference.py --check
need chromium chromium
echo "== browser";   $bin/pytest tests/browser
if ! command -v pg_ctl >/dev/null 2>&1; then need pg_ctlcluster postgresql; fi
echo "== postgresql"; $bin/python tools/with_postgres.py $bin/pytest tests/app tests/laws
echo "== api";       $bin/pytest tests/fuzz
