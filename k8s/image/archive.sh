#!/bin/sh
# Makes the archive of the image's classes: a bridge without the broker's jars runs for some seconds, beside
# a Kafka and a gateway from the whole program, and keeps at its end the classes that it loaded.
# Fails where the bridge does not come online or does not end well, as when a jar too many was left out.
#
#   archive.sh WHOLE BRIDGE JAVA    folders of the two programs, and the image's Java; the whole runs on the path's
set -eu
whole=$1 bridge=$2 java=$3
work=$(mktemp -d)
cd "$work"
printf 'accounts:\n  - {uin: 10001, password: demo}\n  - {uin: 10002, password: demo}\n' > accounts.yaml

java -Xmx512m -jar "$whole/qq-bridge.jar" broker > broker.log 2>&1 & broker=$!
java -Xmx256m -jar "$whole/qq-bridge.jar" simulator --chatter 5 > simulator.log 2>&1 & simulator=$!
run=
trap 'kill $broker $simulator $run 2> /dev/null || true; rm -rf "$work"' EXIT

# Waits until so many lines of a file have a word.
await() {
  waited=0
  until [ "$(grep -c "$3" "$2")" -ge "$1" ]; do
    waited=$((waited + 1))
    if [ $waited -gt 60 ]; then
      cat ./*.log >&2
      exit 1
    fi
    sleep 1
  done
}

await 1 broker.log 'Kafka for development'
await 1 simulator.log 'gateway on'
QQ_LOG_FORMAT=json "$java" "@$bridge/qq-bridge.jvm" -Xlog:cds=error -XX:ArchiveClassesAtExit="$bridge/qq-bridge.jsa" \
  -jar "$bridge/qq-bridge.jar" run > bridge.log 2>&1 & run=$!
await 2 bridge.log '"online (logged in)'
# So long messages, presence and contact lists flow.
sleep 10
kill -TERM $run
# A JVM that was asked to end says 143 when it has ended well.
code=0; wait $run || code=$?
if [ $code != 143 ] || [ ! -s "$bridge/qq-bridge.jsa" ]; then
  cat bridge.log >&2
  exit 1
fi
