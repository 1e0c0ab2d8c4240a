# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check.

# build DIRECTORY OPTION…: builds $targets, or everything, of $top in that directory, configured with
# these options of meson.
# Prints the compiler's warnings and what went wrong, else nothing.
build ()
{
  directory=$1
  shift
  mkdir -p "$directory"
  if [ ! -f "$directory/build.ninja" ]; then
    meson setup "$@" "$directory" "$top" >"$directory/configure.log" 2>&1
  elif [ "$(cat "$directory/options" 2>/dev/null)" != "$*" ]; then
    meson configure "$@" "$directory" >"$directory/configure.log" 2>&1
  fi || {
    cat "$directory/configure.log"
    return 1
  }
  echo "$*" >"$directory/options"
  # shellcheck disable=SC2086 # a list
  ninja -C "$directory" --quiet ${targets-}
}
