#!/bin/sh
# Keeps the board on the screen of the waiting room, with sound and without a touch.
#
#   lotse-display.sh https://nummer.example.org          every day
#   lotse-display.sh https://nummer.example.org TOKEN    once, to pair: TOKEN is what `device add display NAME` printed
#
# CHROMIUM names another browser, LOTSE_PROFILE another folder for the browser's cookie (the pairing lives there).
set -eu

server=${1:?the address of the server, as https://nummer.example.org}
token=${2:-}
browser=${CHROMIUM:-chromium}
profile=${LOTSE_PROFILE:-$HOME/.config/lotse-display}

page="${server%/}/display/"
if [ -n "$token" ]; then page="$page#device=$token"; fi

# a board that goes dark calls nobody; without X there is nothing to switch off here
if [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null; then xset s off s noblank -dpms || true; fi

mkdir -p "$profile"
exec "$(dirname "$0")/lotse-watch.sh" "$profile" "$browser" \
    --user-data-dir="$profile" \
    --kiosk \
    --autoplay-policy=no-user-gesture-required \
    --noerrdialogs \
    --disable-pinch \
    --overscroll-history-navigation=0 \
    --no-first-run \
    --disable-session-crashed-bubble \
    --disable-translate \
    "$page"
