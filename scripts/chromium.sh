# Finds a Chromium for the tests of pages, and installs Debian's where that is possible. Sourced: sets CHROMIUM, empty where there is none to be had.

find_chromium() {
  local name
  CHROMIUM=
  for name in "${STATEWAY_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
      CHROMIUM=$(command -v "$name")
      return
    fi
  done
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing Chromium"
    { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } >target/chromium.log 2>&1 || true
    CHROMIUM=$(command -v chromium || true)
  fi
}
