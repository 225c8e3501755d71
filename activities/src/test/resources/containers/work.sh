#!/bin/sh
# Says that it began, waits for the file GO when there is a GATE, says that it ended.
echo "begin $1" >>"$OUT"
while [ -n "$GATE" ] && [ ! -e "$GATE" ]; do sleep 0.05; done
echo "end $1" >>"$OUT"
exit "${CODE:-0}"
