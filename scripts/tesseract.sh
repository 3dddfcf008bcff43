#!/bin/sh
# The language data that photos are read with: a system package, the engine itself is in .venv. Without it and without the right
# to install it photos are not read, and the tests of that are skipped (never when CI=true).
set -u
for folder in /usr/share/tesseract-ocr/*/tessdata /usr/share/tessdata /usr/local/share/tessdata /opt/homebrew/share/tessdata; do
    [ -e "$folder/rus.traineddata" ] && [ -e "$folder/eng.traineddata" ] && exit 0
done
wanted="tesseract-ocr tesseract-ocr-rus"
if ! command -v apt-get >/dev/null; then
    echo "photos: the languages of Tesseract are missing (rus, eng). Install them to have photos read." >&2
elif [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "photos: the languages of Tesseract are missing. Run: sudo apt-get install -y $wanted" >&2
fi
if [ "${root+set}" ]; then
    echo "photos: installing $wanted"
    # shellcheck disable=SC2086  # sudo and its option, and the names, are words of their own
    { $root apt-get update -q && $root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $wanted; } \
        </dev/null >/dev/null 2>&1 && exit 0
    echo "photos: Tesseract's languages could not be installed. Try: sudo apt-get install -y $wanted" >&2
fi
[ "${CI:-}" != true ]
