# Starts a command apart from the server: in a session of its own, which no signal to the server's group reaches.
if command -v setsid >/dev/null 2>&1; then
  setsid "$@" </dev/null >/dev/null 2>&1 &
else
  set -m
  "$@" </dev/null >/dev/null 2>&1 &
fi
