#!/bin/sh
# Switches the screen itself on or off, for the night: lotse-power.sh on | off. See lotse-power-on.timer, lotse-power-off.timer.
# Wayland with wlr-randr (Raspberry Pi OS: labwc), X11 with xset, else the Raspberry Pi's own vcgencmd.
set -eu

want=${1:?on or off}
case $want in on | off) ;; *) echo "lotse-power: on or off" >&2; exit 2 ;; esac

if [ -n "${WAYLAND_DISPLAY:-}" ] && command -v wlr-randr >/dev/null; then
    for output in $(wlr-randr | sed -n 's/^\([^ ][^ ]*\) .*/\1/p'); do
        wlr-randr --output "$output" "--$want"
    done
elif [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null; then
    xset dpms force "$want"
    # what force has switched on again: a screen that goes dark by itself calls nobody
    if [ "$want" = on ]; then xset s off s noblank -dpms; fi
elif command -v vcgencmd >/dev/null; then
    if [ "$want" = on ]; then vcgencmd display_power 1; else vcgencmd display_power 0; fi
else
    echo "lotse-power: found none of wlr-randr, xset, vcgencmd" >&2
    exit 1
fi
