#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What `make check` runs: style, types, rooms, generated pages, reading age, the browser, PostgreSQL, the API's own description.
# Debian packages it needs (chromium, postgresql) are installed when we are root, and named when we are not.
set -eu
bin=.venv/bin

install() { # install PACKAGE: what this machine lacks
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $1 ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
    else
        echo "make check needs $1. On Debian or Ubuntu: sudo apt install $1" >&2
        exit 2
    fi
}

command -v chromium >/dev/null || install chromium
# A browser waits more than it works, so it goes beside the rest, and what one process does alone behind it.
told=$(mktemp); { $bin/pytest -n 2 tests/browser && $bin/pytest tests/fuzz; } >"$told" 2>&1 & beside=$!
trap 'kill $beside 2>/dev/null || true; rm -f "$told"' EXIT

echo "== style";     $bin/ruff check .; $bin/ruff format --check --quiet .
echo "== types";     $bin/mypy
echo "== rooms";     $bin/lint-imports
echo "== reference"; $bin/python tools/make_reference.py --check
echo "== reading age"; $bin/python tools/reading_age.py
command -v xgettext >/dev/null || install gettext
echo "== translations"; $bin/python tools/make_messages.py --check
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install postgresql
echo "== postgresql"; $bin/python tests/postgres.py $bin/pytest -n auto -p tests.only_with_a_database tests/app tests/laws
$bin/pytest tests/faults/test_postgres.py tests/faults/test_postgres_backups.py
echo "== cohort";    $bin/pytest tests/cohort
echo "== browser, api"; wait $beside && cat "$told" || { cat "$told"; exit 1; }
