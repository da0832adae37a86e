# Sourced by run-policy and run-replay: what a measurement needs around it.

die() { echo "$(basename "$0"): $2" >&2; exit "$1"; }

# needs PROGRAM PACKAGE...: fails at once, naming every package that is missing, when a program is.
needs() {
  local missing=()
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  [ ${#missing[@]} = 0 ] || die 69 "needs these programs first: sudo apt-get install ${missing[*]}"
}

compile() { gcc -O2 -Wall -Wextra -o "$2/$1" "$bench/$1.c"; }

# Busy and idle time of all cores since the machine started. Virtual machines lose "steal" to their neighbours: that is busy.
cpu_ticks() { awk '/^cpu /{print $2 + $3 + $4 + $7 + $8 + $9, $5 + $6; exit}' /proc/stat; }

# Whether the cores were busy for less than an eighth of the last third of a second.
is_quiet() {
  local busy idle busy_then idle_then
  read -r busy_then idle_then < <(cpu_ticks)
  sleep 0.3
  read -r busy idle < <(cpu_ticks)
  [ $((8 * (busy - busy_then))) -lt $((busy - busy_then + idle - idle_then)) ]
}

# await_quiet SECONDS: waits at most that long for a machine that does nothing else.
await_quiet() {
  local until=$((SECONDS + $1))
  until is_quiet; do [ $SECONDS -lt $until ] || return 1; done
}

find_java() {
  local candidate
  for candidate in "${ODKLEP_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    ! grep -qs '^JAVA_VERSION="25' "$candidate/release" || { echo "$candidate/bin/java"; return; }
  done
}

machine() {
  local java
  java=$(find_java)
  echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, Linux $(uname -r | cut -d- -f1)${java:+, $("$java" -version 2>&1 | sed -n 3p)}"
}
