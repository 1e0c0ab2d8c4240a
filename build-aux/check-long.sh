# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./check --long, after what ./check does each time. One line for each thing that takes
# long; stage and probe are those of ./check.

provide 'valgrind cmd:valgrind
clang cmd:clang' || failed=$((failed + 1))
launcher=

# the window under the sanitizers: ten thousand random actions, a thousand windows
export CHAIN_SOAK_ACTIONS=10000 CHAIN_CYCLES=1000
stage asan-app '-Dgtk=enabled -Db_sanitize=address,undefined -Db_lundef=false' '--timeout-multiplier 30 --suite app'
unset CHAIN_SOAK_ACTIONS CHAIN_CYCLES

# a hundred million steps and a million snapshots; killed at two hundred moments
stage nogtk '-Dgtk=disabled' '--timeout-multiplier 20 --test-args=-m=slow trainer'
stage nogtk '-Dgtk=disabled' '--timeout-multiplier 20 --test-args=200 kill'
stage valgrind '-Dgtk=disabled' '--setup valgrind --suite core'
probe fuzz "$top/build-aux/check-fuzz" "$top/build-check/fuzz"
probe clang-tidy "$top/build-aux/check-analysis" clang-tidy
probe analyzer "$top/build-aux/check-analysis" analyzer
probe package "$top/build-aux/check-package"
