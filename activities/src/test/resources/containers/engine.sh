#!/bin/sh
# A container engine without images: run OPTIONS IMAGE COMMAND as a process apart from this one, kill NAME.
folder=$(dirname "$0")
action=$1
shift
case $action in
  run)
    while :; do
      case $1 in
        --name) name=$2; shift 2 ;;
        --env) echo "env $2" >>"$folder/engine.log"; shift 2 ;;
        -*) echo "option $1" >>"$folder/engine.log"; shift ;;
        *) break ;;
      esac
    done
    echo "run $1" >>"$folder/engine.log"
    shift
    setsid "$@" &
    child=$!
    echo "$child" >"$folder/$name"
    trap 'kill -s TERM "$child"' TERM
    wait "$child"
    code=$?
    # A signal ends the first wait, not the container.
    while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
    exit "$code"
    ;;
  kill)
    echo "kill" >>"$folder/engine.log"
    kill -s KILL "$(cat "$folder/$1")"
    ;;
esac
