# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check: provides what they need, by the package manager of Debian and its
# relatives; elsewhere it names what is missing and stops.
#
# A line is a Debian package and how to tell that it is there: cmd:PROGRAM in the PATH, pc:MODULE
# for pkg-config, or file:PATTERN.

build_packages='
gcc cmd:cc
libc6-dev file:/usr/include/stdio.h
pkg-config cmd:pkg-config
meson cmd:meson
ninja-build cmd:ninja
libgtk-4-dev pc:gtk4 >= 4.8
gettext cmd:msgfmt
desktop-file-utils cmd:update-desktop-database
'

run_packages='
librsvg2-common file:/usr/lib*/gdk-pixbuf-2.0/*/loaders/libpixbufloader-svg.so
'

test_packages='
xvfb cmd:Xvfb
xauth cmd:xauth
dbus cmd:dbus-run-session
xdotool cmd:xdotool
at-spi2-core file:/usr/libexec/at-spi-bus-launcher
gir1.2-atspi-2.0 file:/usr/lib*/girepository-1.0/Atspi-2.0.typelib
python3-gi file:/usr/lib/python3/dist-packages/gi/__init__.py
libgstreamer1.0-dev pc:gstreamer-1.0
gstreamer1.0-plugins-base file:/usr/lib*/gstreamer-1.0/libgstapp.so
appstream cmd:appstreamcli
libxml2-utils cmd:xmllint
shared-mime-info cmd:update-mime-database
locales cmd:localedef
librsvg2-bin cmd:rsvg-convert
poppler-utils cmd:pdftotext
mandoc cmd:mandoc
libglib2.0-bin cmd:gdbus
'

analysis_packages='
clang-format cmd:clang-format
cppcheck cmd:cppcheck
'

package_packages='
dpkg-dev cmd:dpkg-buildpackage
debhelper cmd:dh
fakeroot cmd:fakeroot
lintian cmd:lintian
mmdebstrap cmd:mmdebstrap
'

# is_there HOW: whether that test holds.
is_there ()
{
  case $1 in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
    file:*) # the pattern may match in /usr/lib or one of its architecture's directories
      for file in ${1#file:} $(echo "${1#file:}" | sed 's,/usr/lib\*/,/usr/lib/*/,'); do
        [ -e "$file" ] && return 0
      done
      return 1 ;;
  esac
}

# provide LIST: installs what of LIST is missing, or says what is and stops.
provide ()
{
  missing=$(echo "$1" | while read -r package how; do
    [ -z "$package" ] || is_there "$how" || echo "$package"
  done | tr '\n' ' ')
  [ -n "$missing" ] || return 0

  if ! command -v apt-get >/dev/null 2>&1; then
    {
      echo "There is no apt-get here. Please install what these packages of Debian hold"
      echo "with your own package manager, then start this again:"
      echo "  $missing"
    } >&2
    return 1
  fi
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      {
        echo "Packages are missing, and neither is this root nor is there sudo. As root, please run"
        echo "  apt-get install --no-install-recommends $missing"
        echo "then start this again."
      } >&2
      return 1
    fi
    as_root=sudo
  fi
  echo "Installing with apt: $missing" >&2
  install_options='-o DPkg::Lock::Timeout=500 -o Dpkg::Use-Pty=0 -q'
  # shellcheck disable=SC2086 # both are lists
  if ! { $as_root env DEBIAN_FRONTEND=noninteractive apt-get $install_options update &&
         $as_root env DEBIAN_FRONTEND=noninteractive apt-get $install_options install -y --no-install-recommends $missing; } >&2; then
    echo "apt could not install these packages; its message is above." >&2
    return 1
  fi
}
