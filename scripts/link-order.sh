#!/bin/sh
# Writes scripts/link-order.txt: the functions of the Swift runtime and of our packages that a start and both versions of
# HTTP call. The linker puts them side by side. Scattered over 16 MiB of code, each would bring the 64 KiB around it into
# memory (Linux' fault-around): 3 MiB more.
#
#   scripts/link-order.sh BINARY
#
# To be run again after a change of the toolchain or of a package; a name that is gone is passed over. Functions of our own
# modules lie together as they are, and change too often to be listed.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

# Without debug information, which valgrind takes minutes to read.
strip --strip-debug -o "$folder/mig-gate" "$1"
certs/issue.sh "$folder"
valgrind --tool=callgrind --demangle=no --callgrind-out-file="$folder/calls" \
    "$folder/mig-gate" serve --policy manifests/policy.yaml --listen 127.0.0.1:0 --ops-listen 127.0.0.1:0 --drain-delay 0s \
    --tls-cert "$folder/tls.crt" --tls-key "$folder/tls.key" >"$folder/log" 2>&1 &
server=$!
until grep -q '"message":"listening"' "$folder/log"; do
    kill -0 "$server" || { cat "$folder/log" >&2; exit 1; }
    sleep 0.2
done
address=$(sed -n 's/.*"message":"listening","address":"\([^"]*\)".*/\1/p' "$folder/log")

for version in --npn-list=h2 --npn-list=http/1.1; do
    for review in Tests/Fixtures/reviews/*.json; do
        h2load "$version" --clients 4 --requests 40 --data "$review" --header 'content-type: application/json' \
            "https://$address/validate" >/dev/null
    done
done
kill -TERM "$server"
wait "$server" || true
server=

# callgrind writes "fn=(7) name" where a function comes first, and "name'2" inside a recursion.
sed -n "s/^c\{0,1\}fn=([0-9]*) \([^' ]*\).*/\1/p" "$folder/calls" | sort -u >"$folder/called"
nm --defined-only "$folder/mig-gate" | awk '{print $3}' | sort -u >"$folder/defined"
modules='9Admission|10Kubernetes|3MIG|4JSON|4HTTP|3TLS|9Transport|9Telemetry|7Webhook|8mig_gate'
comm -12 "$folder/called" "$folder/defined" | grep -Ev "$modules" >scripts/link-order.txt
wc -l scripts/link-order.txt
