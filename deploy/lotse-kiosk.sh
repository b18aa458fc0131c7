#!/bin/sh
# Keeps the kiosk's page on the screen of a terminal with a touch panel and a slip printer.
#
#   lotse-kiosk.sh https://nummer.example.org          every day
#   lotse-kiosk.sh https://nummer.example.org TOKEN    once, to pair: TOKEN is what `device add kiosk NAME` printed
#
# CHROMIUM names another browser, LOTSE_PROFILE another folder for the browser's cookie (the pairing lives there).
# Slips go to the system's default printer without a question; set its default paper to the roll (lpoptions).
set -eu

server=${1:?the address of the server, as https://nummer.example.org}
token=${2:-}
browser=${CHROMIUM:-chromium}
profile=${LOTSE_PROFILE:-$HOME/.config/lotse-kiosk}

page="${server%/}/kiosk/"
if [ -n "$token" ]; then page="$page#device=$token"; fi

mkdir -p "$profile"
exec "$(dirname "$0")/lotse-watch.sh" "$profile" "$browser" \
    --user-data-dir="$profile" \
    --kiosk \
    --kiosk-printing \
    --autoplay-policy=no-user-gesture-required \
    --noerrdialogs \
    --disable-pinch \
    --overscroll-history-navigation=0 \
    --no-first-run \
    --disable-session-crashed-bubble \
    --disable-translate \
    "$page"
