# Sourced by run and test: what both say and wait with.

say() { printf 'stateway: %s\n' "$*"; }

fail() {
  printf 'stateway: %s\n' "$*" >&2
  exit 1
}

# while_saying WHAT LOG COMMAND...: runs the command into LOG, tells every 10 seconds that it goes on, and shows the log's end when it fails.
while_saying() {
  local what=$1 log=$2 started=$SECONDS pid
  shift 2
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if [ $(((SECONDS - started) % 10)) -eq 9 ]; then say "$what ... $((SECONDS - started + 1)) s"; fi
  done
  if ! wait "$pid"; then
    tail -n 40 "$log" >&2
    say "$what failed; the whole log is $log"
    return 1
  fi
}

# The newest of the application's sources, to know whether it is built.
is_built() { # is_built JAR
  [ -f "$1" ] && [ -z "$(find "$ROOT"/pom.xml "$ROOT"/translator "$ROOT"/workflows "$ROOT"/activities "$ROOT"/api \
    \( -name target -o -path '*/src/test' \) -prune -o -type f -newer "$1" -print | head -n 1)" ]
}

port_is_free() { # port_is_free HOST PORT
  python3 - "$1" "$2" <<'PYTHON'
import socket, sys
host, port = sys.argv[1], int(sys.argv[2])
family = socket.AF_INET6 if ":" in host else socket.AF_INET
with socket.socket(family, socket.SOCK_STREAM) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        s.bind((host, port))
    except OSError:
        sys.exit(1)
PYTHON
}
