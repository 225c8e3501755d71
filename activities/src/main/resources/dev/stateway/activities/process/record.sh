# Runs a command and leaves its process id, its output and its exit code in a folder, for a server that may have been
# started again meanwhile. The claim makes starting idempotent: of two starts one runs.
folder=$1
name=$2
shift 2
mkdir "$folder/$name.claim" 2>/dev/null || exit 0
trap '' HUP
# The command gets the signal itself; this waits for it to end.
trap : TERM INT
echo "$$" >"$folder/$name.pid.new" && mv "$folder/$name.pid.new" "$folder/$name.pid"
"$@" >>"$folder/$name.log" 2>&1
code=$?
echo "$code" >"$folder/$name.exit.new" && mv "$folder/$name.exit.new" "$folder/$name.exit"
# What the command left behind ends with it, as in a container.
kill -s KILL -- "-$$" 2>/dev/null
