#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# macOS: make it executable (chmod +x), then a double click starts supple in a terminal. Not tried on a Mac by us.
exec "$HOME/.local/bin/supple" serve
