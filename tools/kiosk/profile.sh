# Login shell of the kiosk's account. On the first console, and nowhere else, it becomes the X session.
if [ "$(tty)" = /dev/tty1 ]; then
  set -a
  . /etc/wawar-kiosk/kiosk.env
  set +a
  exec systemd-cat -t wawar-session startx /opt/wawar-kiosk/session.sh -- vt1 -br -nocursor -nolisten tcp
fi
