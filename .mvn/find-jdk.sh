# Sourced by ./mvnw and ./evenkeel: finds the JDK this project is built and run with.
#
# find_jdk prints the home of a JDK 25, looked for in EVENKEEL_JAVA_HOME, JAVA_HOME, /usr/lib/jvm/* and the
# PATH, in that order. A JDK is known by its "release" file, not by its folder's name. Where none is found
# it says so in one sentence, with the command that installs one, and returns 1.

is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -Eq '^JAVA_VERSION="?25([."+-]|$)' "$1/release"
}

install_jdk_command() {
  if command -v apt-get >/dev/null 2>&1; then echo "apt-get install openjdk-25-jdk-headless"
  elif command -v dnf >/dev/null 2>&1; then echo "dnf install java-25-openjdk-devel"
  elif command -v zypper >/dev/null 2>&1; then echo "zypper install java-25-openjdk-devel"
  elif command -v pacman >/dev/null 2>&1; then echo "pacman -S jdk25-openjdk"
  elif command -v apk >/dev/null 2>&1; then echo "apk add openjdk25"
  elif command -v brew >/dev/null 2>&1; then echo "brew install openjdk@25"
  else echo "your system's package manager (package: OpenJDK 25, the JDK)"
  fi
}

find_jdk() {
  if [ -n "${EVENKEEL_JAVA_HOME:-}" ] && ! is_jdk_25 "$EVENKEEL_JAVA_HOME"; then
    echo "evenkeel: EVENKEEL_JAVA_HOME is $EVENKEEL_JAVA_HOME, which is not a JDK 25; point it at one or unset it." >&2
    return 1
  fi
  java_on_path=$(command -v java 2>/dev/null) || java_on_path=
  [ -z "$java_on_path" ] || java_on_path=$(dirname "$(dirname "$(readlink -f "$java_on_path")")")
  for home in "${EVENKEEL_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* "$java_on_path"; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      echo "$home"
      return 0
    fi
  done
  echo "evenkeel: no JDK 25 found; install one with: $(install_jdk_command) (or set EVENKEEL_JAVA_HOME to one)." >&2
  return 1
}
