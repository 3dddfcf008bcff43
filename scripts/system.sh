#!/bin/sh
# System packages that are needed beside .venv: sh scripts/system.sh NAME…  (chromium, pgbouncer)
# Without one and without the right to install it, what needs it is skipped, with the line to run (never when CI=true).
set -u

# Is it there?
has() {
    case "$1" in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        pgbouncer) command -v pgbouncer || [ -x /usr/sbin/pgbouncer ] ;;
    esac >/dev/null
}

# Its Debian packages.
packages() {
    case "$1" in
        chromium) echo chromium ;;
        pgbouncer) echo pgbouncer ;;
    esac
}

wanted=""
for name in "$@"; do
    has "$name" || wanted="$wanted $(packages "$name")"
done
[ -n "$wanted" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "missing:$wanted. Install them to run all tests." >&2
elif [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "missing:$wanted. Run: sudo apt-get install -y$wanted" >&2
fi
if [ "${root+set}" ]; then
    echo "installing$wanted"
    # shellcheck disable=SC2086  # sudo and its option, and the names, are words of their own
    { $root apt-get update -q && $root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $wanted; } \
        </dev/null >/dev/null 2>&1 && exit 0
    echo "could not install$wanted. Try: sudo apt-get install -y$wanted" >&2
fi
[ "${CI:-}" != true ]
