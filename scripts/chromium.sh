#!/bin/sh
# The browser that tests of the page use. Without one and without the right to install it they are skipped (never when CI=true).
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if ! command -v apt-get >/dev/null; then
    echo "browser tests: no Chromium found. Install it to run them." >&2
elif [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "browser tests: no Chromium found. Run: sudo apt-get install -y chromium" >&2
fi
if [ "${root+set}" ]; then
    echo "browser tests: installing Chromium"
    # shellcheck disable=SC2086  # sudo and its option are two words
    { $root apt-get update -q && $root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium; } \
        </dev/null >/dev/null 2>&1 && exit 0
    echo "browser tests: Chromium could not be installed. Try: sudo apt-get install -y chromium" >&2
fi
[ "${CI:-}" != true ]
