# Sourced by run and test: gets the real Temporal server and starts it.
# Order: STATEWAY_TEMPORAL_BIN, `temporal` on the PATH, one fetched before, `go install`, the official archive.

TEMPORAL_CLI_VERSION=1.5.1 # later versions do not build with `go install`: their go.mod has a replace directive
TEMPORAL_CACHE=${STATEWAY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stateway}/temporal-$TEMPORAL_CLI_VERSION

temporal_archive_sha256() { # of the official archive for platform $1
  case $1 in
    linux_amd64) echo ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d ;;
    linux_arm64) echo bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5 ;;
    darwin_amd64) echo bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9 ;;
    darwin_arm64) echo cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415 ;;
    *) return 1 ;;
  esac
}

temporal_platform() {
  local os arch
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in
    x86_64 | amd64) arch=amd64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) arch=unknown ;;
  esac
  echo "${os}_$arch"
}

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

go_install_temporal() {
  command -v go >/dev/null 2>&1 || return 1
  say "getting Temporal $TEMPORAL_CLI_VERSION with go install (some minutes, once)"
  mkdir -p "$TEMPORAL_CACHE"
  while_saying "building Temporal" "$TEMPORAL_CACHE/build.log" \
    env GOBIN="$TEMPORAL_CACHE" GOFLAGS=-mod=mod go install "github.com/temporalio/cli/cmd/temporal@v$TEMPORAL_CLI_VERSION"
}

download_temporal() {
  local platform expected archive
  platform=$(temporal_platform)
  expected=$(temporal_archive_sha256 "$platform") || { say "there is no Temporal archive for $platform"; return 1; }
  archive=$TEMPORAL_CACHE/archive.tar.gz
  mkdir -p "$TEMPORAL_CACHE"
  say "getting Temporal $TEMPORAL_CLI_VERSION for $platform"
  curl -fsSL --connect-timeout 10 -o "$archive" \
    "https://github.com/temporalio/cli/releases/download/v$TEMPORAL_CLI_VERSION/temporal_cli_${TEMPORAL_CLI_VERSION}_$platform.tar.gz" ||
    { say "Temporal's archive cannot be fetched"; return 1; }
  if [ "$(sha256_of "$archive")" != "$expected" ]; then
    rm -f "$archive"
    say "Temporal's archive has not the expected SHA-256: it is not used"
    return 1
  fi
  tar -xzf "$archive" -C "$TEMPORAL_CACHE" temporal && rm -f "$archive"
}

# Sets TEMPORAL_BIN to the server's program, or to nothing when there is no way to get one.
find_temporal() {
  TEMPORAL_BIN=${STATEWAY_TEMPORAL_BIN:-$(command -v temporal || true)}
  [ -z "$TEMPORAL_BIN" ] && [ -x "$TEMPORAL_CACHE/temporal" ] && TEMPORAL_BIN=$TEMPORAL_CACHE/temporal
  if [ -z "$TEMPORAL_BIN" ]; then
    if go_install_temporal || download_temporal; then TEMPORAL_BIN=$TEMPORAL_CACHE/temporal; fi
  fi
  if [ -n "$TEMPORAL_BIN" ] && ! "$TEMPORAL_BIN" --version >/dev/null 2>&1; then
    say "$TEMPORAL_BIN does not run: it is not used"
    TEMPORAL_BIN=
  fi
}

# The settings that matter, as measured: see docs/architecture.md.
temporal_server() { # temporal_server PORT UI_PORT NAMESPACE [more arguments]
  local port=$1 ui_port=$2 namespace=$3
  shift 3
  exec "$TEMPORAL_BIN" server start-dev --ip 127.0.0.1 --port "$port" --ui-ip 127.0.0.1 --ui-port "$ui_port" --namespace "$namespace" \
    --sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=1 --log-level warn \
    --dynamic-config-value history.transferProcessorMaxPollRPS=200 \
    --dynamic-config-value history.timerProcessorMaxPollRPS=200 \
    --dynamic-config-value history.visibilityProcessorMaxPollRPS=200 \
    --dynamic-config-value 'history.timerProcessorMaxTimeShift="10ms"' \
    --dynamic-config-value frontend.namespaceRPS.visibility=500 \
    --dynamic-config-value system.enableActivityEagerExecution=true \
    --dynamic-config-value matching.useNewMatcher=true \
    "$@"
}
