# Runs a command in a process group of its own and ends the whole group when standard input closes:
# the server holds the other end of that pipe, so nothing outlives it, however it ends.
exec 3<&0
if command -v setsid >/dev/null 2>&1; then
  setsid "$@" </dev/null 3<&- &
else
  set -m
  "$@" </dev/null 3<&- &
  set +m
fi
child=$!
{ read -r _ <&3; kill -s KILL -- "-$child" || kill -s KILL "$child"; } 2>/dev/null &
guard=$!
exec 3<&-
# A Ctrl-C is for the server, which ends its functions itself.
trap '' INT HUP
wait "$child" 2>/dev/null
code=$?
{ kill -s KILL -- "-$child"; kill -s KILL "$guard"; } 2>/dev/null
exit "$code"
