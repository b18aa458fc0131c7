#!/bin/sh
# Runs a browser and ends it when its page has hung: systemd (lotse-screen@.service) then starts it anew.
#
#   lotse-watch.sh PROFILE BROWSER ARGUMENTS…        PROFILE: the folder given as --user-data-dir
#
# While a page of Lotse works, it writes the time into the browser's storage every 30 s, and the browser writes that to the
# disk about once a minute. A page that hangs, crashed, or never came up (the network was not there yet) writes nothing.
# This needs no network, no screen and no rights, so it is the same on X11, on Wayland and on a Raspberry Pi.
#
# LOTSE_SILENCE_S  seconds without a sign until the browser is ended (240)
# LOTSE_LOOK_S     seconds between two looks (5)
set -eu

profile=${1:?the folder of the profile of the browser}
shift
silence=${LOTSE_SILENCE_S:-240}
look=${LOTSE_LOOK_S:-5}

# a clock that nobody sets, unlike that of a machine without a battery
uptime_s() { cut -d. -f1 /proc/uptime; }
sign() { ls -l --full-time "$profile/Default/Local Storage/leveldb" 2>/dev/null || true; }
is_running() { kill -0 "$browser" 2>/dev/null; }

end_browser() {
    kill "$browser" 2>/dev/null || true
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        is_running || break
        sleep 0.5
    done
    kill -KILL "$browser" 2>/dev/null || true
    wait "$browser" || true
}

last_sign=$(sign)
heard_at=$(uptime_s)
"$@" &
browser=$!
trap 'end_browser; exit 143' TERM INT HUP

while is_running; do
    sleep "$look" &
    wait $! || true
    now_sign=$(sign)
    if [ "$now_sign" != "$last_sign" ]; then
        last_sign=$now_sign
        heard_at=$(uptime_s)
    fi
    if [ $(($(uptime_s) - heard_at)) -ge "$silence" ] && is_running; then
        echo "lotse-watch: no sign of the page for $(($(uptime_s) - heard_at)) s, ending the browser" >&2
        end_browser
        exit 1
    fi
done
wait "$browser"
