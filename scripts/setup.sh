#!/bin/sh
# Make .venv with everything that uv.lock names. Needs a Python of 3.11 or newer and a network, and nothing else.
# Run again without a change it does nothing. Prints one line that can be copied wherever it can't help itself.
set -eu
cd "$(dirname "$0")/.."
UV_VERSION=0.13.9

stamp="$(pwd) $(cat pyproject.toml uv.lock | cksum)"
if [ -x .venv/bin/relay-bot ] && [ "$(cat .venv/.ready 2>/dev/null)" = "$stamp" ] &&
    [ -e models/faster-whisper-base/model.bin ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

stop() {
    echo "setup: $1" >&2
    exit 1
}

# Run a command as root: directly, or with sudo if it asks no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# The newest suitable Python of the system.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
}

python="$(find_python)"
if [ -z "$python" ]; then
    found="$(python3 --version 2>/dev/null || echo none)"
    stop "Python 3.11 or newer is needed, found: $found. On Debian or Ubuntu: sudo apt-get install -y python3.11 python3.11-venv"
fi

# A uv that is new enough for the lock file.
usable_uv() {
    command -v "$1" >/dev/null && "$1" --version 2>/dev/null | awk '{ split($2, v, "."); exit !(v[1] > 0 || v[2] >= 7) }'
}

install_uv() {
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        if command -v apt-get >/dev/null && can_be_root; then
            echo "setup: installing $package"
            { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy "$package"; } \
                </dev/null >/dev/null || stop "could not install $package. Try: sudo apt-get install -y $package"
        else
            stop "Python's venv module is missing. Run: sudo apt-get install -y $package"
        fi
    fi
    echo "setup: installing uv $UV_VERSION into .tools"
    rm -rf .tools/uv
    "$python" -m venv .tools/uv
    .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" ||
        stop "could not download uv. Check the network (and HTTPS_PROXY, PIP_INDEX_URL if you use them), then try again"
}

if usable_uv uv; then
    uv=uv
else
    uv=.tools/uv/bin/uv
    usable_uv "$uv" || install_uv
fi

unset VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE="${UV_LINK_MODE:-copy}"
if [ -s /etc/ssl/certs/ca-certificates.crt ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" # a company's own certificate authority is known to the system alone
fi
echo "setup: installing the packages of uv.lock"
"$uv" sync --frozen --all-extras --quiet --python "$python" || stop "could not install the packages. Check the network, then try again"
.venv/bin/python scripts/weights.py || stop "the speech model of the tests is not the one that was expected"
echo "$stamp" >.venv/.ready
