#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds test-kernel with gcc and clang at -O0, -O2 and -O3, the kernels too, and compares the bits that
# the builds print with each other. TAP; exit status 1 where one differs. Run in the folder of the Makefile.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0 tests=0
for compiler in gcc clang; do
  command -v $compiler >/dev/null || continue
  for level in -O0 -O2 -O3; do
    tests=$((tests + 1))
    if make -s CC=$compiler OPT=$level KERNEL= B="$work/b" "$work/b/test-kernel" >"$work/log" 2>&1 &&
       "$work/b/test-kernel" >"$work/out" && grep '^# bits' "$work/out" >"$work/bits" &&
       { [ -e "$work/first" ] || cp "$work/bits" "$work/first"; } && diff "$work/first" "$work/bits"; then
      echo "ok $tests - $compiler $level"
    else
      echo "not ok $tests - $compiler $level"
      sed 's/^/# /' "$work/log"
      grep -B4 '^not ok' "$work/out" | sed 's/^/# /'
      failures=1
    fi
    rm -rf "$work/b"
  done
done
cat "$work/first"
echo "1..$tests"
exit $failures
