#!/bin/sh
# The X session of a kiosk: black, a window manager without frames, and the launcher's unit for as long as X runs.
set -eu

if [ -z "${WAWAR_DISPLAY_RECT:-}" ]; then
  # No part of the desktop was named: all of it.
  size=$(xwininfo -root | sed -n 's/^ *Width: *//p; s/^ *Height: *//p' | paste -sd, -)
  WAWAR_DISPLAY_RECT="0,0,$size"
fi
export WAWAR_DISPLAY_RECT

systemctl --user import-environment DISPLAY XAUTHORITY WAWAR_DISPLAY_RECT
stop() { systemctl --user stop wawar-kiosk.service; }
trap stop EXIT
trap 'exit 0' HUP INT TERM
systemctl --user restart --no-block wawar-kiosk.service
openbox --config-file /opt/wawar-kiosk/openbox.xml
