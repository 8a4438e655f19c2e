#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes .venv when it is missing and brings it to what the locks say. usage: make_venv.sh PYTHON LOCK...
set -eu
python=$1; shift
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "supple needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt install python3 python3-venv make" >&2
    exit 2
fi
if ! [ -x .venv/bin/pip ]; then
    "$python" -m venv .venv || {
        echo "Python is here but cannot make a virtual environment. Run: sudo apt install python3-venv" >&2
        exit 2
    }
fi
# Some machines forbid bytecode; without it every command would compile Django again.
unset PYTHONDONTWRITEBYTECODE
for lock in "$@"; do set -- "$@" --requirement "$lock"; shift; done
echo "Installing what requirements/ names into .venv (once) ..."
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: "$@"
.venv/bin/python -m compileall -q supple >/dev/null
