# Sourced by run and test: finds a JDK 25 or newer and a Maven. Sets JAVA_HOME, JAVA and MAVEN.

jdk_major() { # the major version of the JDK in folder $1; nothing if it is none
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

# Where JDKs are found besides JAVA_HOME and the PATH.
STATEWAY_JDK_FOLDERS=${STATEWAY_JDK_FOLDERS:-"/usr/lib/jvm/* /opt/*jdk* /opt/java/* $HOME/.sdkman/candidates/java/* $HOME/.jdks/*
  /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*"}

find_jdk() {
  local on_path candidate major
  on_path=$(command -v javac || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" $STATEWAY_JDK_FOLDERS; do
    [ -n "$candidate" ] || continue
    major=$(jdk_major "$candidate")
    if [ -n "$major" ] && [ "$major" -ge 25 ]; then
      JAVA_HOME=$candidate
      JAVA=$JAVA_HOME/bin/java
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

find_maven() {
  if command -v mvn >/dev/null 2>&1; then
    MAVEN=mvn
  else
    MAVEN=$ROOT/mvnw
  fi
}
