#!/bin/sh
# The smallest runtime: answers every event with the event itself, by curl.
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
  event=$(curl -sS -D "$TMPDIR/headers.$$" "$api/next") || exit 1
  id=$(tr -d '\r' <"$TMPDIR/headers.$$" | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
  curl -sS -o /dev/null -d "$event" "$api/$id/response"
done
