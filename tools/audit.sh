#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What `make audit` runs: what needs programs of others and takes its time. RECORD=1 records the bundles anew once they passed.
set -eu
bin=.venv/bin here=.venv/node

command -v npm >/dev/null || { echo "make audit needs Node.js. On Debian or Ubuntu: sudo apt install nodejs npm" >&2; exit 2; }
mkdir -p $here && cp -p tests/peers/*.mjs tests/peers/*.json $here/
[ $here/node_modules -nt $here/package-lock.json ] 2>/dev/null || (cd $here && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules)

echo "== formats: two validators and a FHIR R4 server, a calendar reader"
$bin/python -m tests.peers.bundles write $here
node $here/fhir.mjs $here/collection.fhir.json $here/transaction.fhir.json $here/document.fhir.json $here/from-a-server.fhir.json
node $here/calendar.mjs $here/calendar.ics
$bin/python -m tests.peers.bundles compare $here ${RECORD:+--record}

echo "== pages: the newest axe on every page in every look, the HTML validated"
$bin/python -m tests.peers.pages $here
echo "== pages: Lighthouse on its slow phone"
$bin/python -m tests.peers.lighthouse $here
