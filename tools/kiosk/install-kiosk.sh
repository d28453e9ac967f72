#!/bin/sh
# Makes a kiosk of a plain Debian PC. To be run as root from the unpacked package; may be run again at any time.
set -eu

usage() {
  cat <<'USAGE'
Usage: install-kiosk.sh --server URL [--rect x,y,width,height] [--release DIR]
       install-kiosk.sh --uninstall [--forget]

  --server     address of the Wawar server, e.g. https://wawar.example.go.id
  --rect       the part of the desktop the LED wall shows; the whole screen when left out
  --release    installs this release even where one is installed (default: the one in this package, the first time)
  --uninstall  removes what was installed and gives the console back; key, programme and media stay
  --forget     removes those too

To prepare an image instead of this machine: --root DIR (every file below DIR), --no-apt (installs no packages).
USAGE
}

fail() {
  echo "install-kiosk.sh: $1" >&2
  exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
user=wawar-kiosk
packages='chromium chromium-sandbox xserver-xorg xserver-xorg-legacy xinit xauth openbox x11-apps x11-utils
  x11-xserver-utils fonts-inter libpam-systemd dbus-user-session ca-certificates'
server='' rect='' release='' root='' apt=yes action=install forget=no

while [ $# -gt 0 ]; do
  case $1 in
    --server | --rect | --release | --root)
      [ $# -ge 2 ] || { usage >&2; exit 64; }
      case $1 in
        --server) server=$2 ;;
        --rect) rect=$2 ;;
        --release) release=$2 ;;
        --root) root=$2 ;;
      esac
      shift 2
      ;;
    --no-apt) apt=no; shift ;;
    --uninstall) action=uninstall; shift ;;
    --forget) forget=yes; shift ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
done

opt=$root/opt/wawar-kiosk
etc=$root/etc
home=/var/lib/wawar-kiosk

# Everything that is put anywhere, and nothing else is taken away again.
placed="
  $etc/systemd/user/wawar-kiosk.service
  $etc/systemd/system/getty@tty1.service.d/wawar-kiosk.conf
  $etc/systemd/journald.conf.d/wawar-kiosk.conf
  $etc/X11/xorg.conf.d/10-wawar-kiosk.conf
  $etc/chromium/policies/managed/wawar-kiosk.json
  $etc/sysctl.d/60-wawar-kiosk.conf
  $etc/udev/rules.d/90-wawar-kiosk.rules
"

# On this machine, not on an image of another.
on_machine() { [ -n "$root" ] || "$@"; }

stop_kiosk() {
  [ -z "$root" ] || return 0
  loginctl terminate-user "$user" 2>/dev/null || true
}

if [ "$action" = uninstall ]; then
  on_machine [ "$(id -u)" -eq 0 ] || fail 'must be run as root'
  for file in $placed; do rm -f "$file"; done
  rmdir "$etc/systemd/system/getty@tty1.service.d" 2>/dev/null || true
  rm -rf "$opt" "$etc/wawar-kiosk"
  on_machine systemctl daemon-reload
  on_machine udevadm control --reload
  stop_kiosk
  if [ "$forget" = yes ]; then
    rm -rf "$root$home"
    if [ -z "$root" ] && id "$user" >/dev/null 2>&1; then userdel "$user"; fi
  fi
  echo 'The kiosk is gone. Packages stay; remove what you do not need with apt.'
  exit 0
fi

case $server in
  http://?* | https://?*) ;;
  *) usage >&2; exit 64 ;;
esac
case $server in *[!A-Za-z0-9.:/_~%-]* | *%0[AaDd]*) fail "this is no address: $server" ;; esac
if [ -n "$rect" ]; then
  echo "$rect" | grep -Eqx -- '-?[0-9]{1,5},-?[0-9]{1,5},[1-9][0-9]{0,4},[1-9][0-9]{0,4}' ||
    fail "this is no rectangle: $rect"
fi
on_machine [ "$(id -u)" -eq 0 ] || fail 'must be run as root'
if [ -z "$root" ] && systemctl is-enabled --quiet display-manager.service 2>/dev/null; then
  fail 'a desktop would come up over the kiosk; first: systemctl disable --now display-manager.service'
fi
[ -x "$here/node" ] || fail "$here is not an unpacked package: it holds no node"

if [ "$apt" = yes ]; then
  [ -z "$root" ] || fail '--root needs --no-apt'
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  apt-get update
  # shellcheck disable=SC2086 # a list of names
  apt-get install -y --no-install-recommends $packages
fi

# An account that can do nothing but be the kiosk: no password, no sudo; the console signs it in.
if [ -z "$root" ] && ! id "$user" >/dev/null 2>&1; then
  useradd --system --create-home --home-dir "$home" --shell /bin/sh --comment 'Wawar kiosk' "$user"
  passwd --lock "$user" >/dev/null
fi
for group in video render input; do
  if [ -z "$root" ] && getent group "$group" >/dev/null; then usermod -a -G "$group" "$user"; fi
done

# place SOURCE TARGET MODE: written whole or not at all.
place() {
  mkdir -p "$(dirname "$2")"
  cp "$1" "$2.new"
  chmod "$3" "$2.new"
  mv "$2.new" "$2"
}

for file in node node.LICENSE LICENSE launcher.js package.json openbox.xml session.sh; do
  case $file in node | session.sh) mode=755 ;; *) mode=644 ;; esac
  place "$here/$file" "$opt/$file" "$mode"
done
place "$here/wawar-kiosk.service" "$etc/systemd/user/wawar-kiosk.service" 644
place "$here/autologin.conf" "$etc/systemd/system/getty@tty1.service.d/wawar-kiosk.conf" 644
place "$here/journald.conf" "$etc/systemd/journald.conf.d/wawar-kiosk.conf" 644
place "$here/xorg.conf" "$etc/X11/xorg.conf.d/10-wawar-kiosk.conf" 644
place "$here/90-wawar-kiosk.rules" "$etc/udev/rules.d/90-wawar-kiosk.rules" 644
place "$here/chromium-policies.json" "$etc/chromium/policies/managed/wawar-kiosk.json" 644

settings=$(mktemp)
trap 'rm -f "$settings"' EXIT
# Chromium's own sandbox needs what some hardened kernels switch off; those that do not know it are left alone.
echo '-kernel.unprivileged_userns_clone = 1' >"$settings"
place "$settings" "$etc/sysctl.d/60-wawar-kiosk.conf" 644
{
  echo "WAWAR_SERVER=$server"
  [ -z "$rect" ] || echo "WAWAR_DISPLAY_RECT=$rect"
} >"$settings"
place "$settings" "$etc/wawar-kiosk/kiosk.env" 644

mkdir -p "$root$home/software" "$root$home/data"
place "$here/profile.sh" "$root$home/.profile" 644
launcher() { "$here/node" "$here/launcher.js" "$@"; }
if [ -n "$release" ]; then
  stop_kiosk
  launcher install --home "$root$home/software" --from "$release"
elif ! launcher verify --home "$root$home/software" --shell kiosk >/dev/null; then
  launcher install --home "$root$home/software" --from "$here/release"
fi
on_machine chown -R "$user:" "$home"
chmod 750 "$root$home"

on_machine sysctl -q --system
on_machine systemctl daemon-reload
on_machine systemctl restart systemd-journald.service
on_machine systemctl enable getty@tty1.service
# A stick that is in already is mounted too.
on_machine udevadm control --reload
on_machine udevadm trigger --action=add --subsystem-match=block

echo "The kiosk is installed for $server."
echo 'Its screen shows a code in a moment. Type it into Layar > (the screen) > Pasangkan perangkat.'
# Takes the console now, this one if it is the first; from the next boot on it has it anyway.
on_machine systemctl restart getty@tty1.service
