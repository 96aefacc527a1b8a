#!/bin/sh
# Starts the server of a release build with the shipped policy and a development certificate, and says how to try it.
#
#   scripts/run.sh [ADDRESS [OPERATIONS]]
set -eu
cd "$(dirname "$0")/.."

address=${1:-127.0.0.1:8443}
operations=${2:-127.0.0.1:9090}
host=${address%:*}
host=${host#[}
certs/issue.sh certs/dev localhost 127.0.0.1 ::1 mig-gate.mig-gate.svc "${host%]}"
cat <<HELP

mig-gate will listen on https://$address/validate. In another terminal, a Pod with a 50 GiB model on a 40 GiB slice:

  curl --silent --cacert certs/dev/ca.crt --header 'Content-Type: application/json' \\
      --data-binary @Tests/Fixtures/reviews/pod-fifty-on-40.json https://$address/validate

The answer says "allowed":false with status 403. How the server is, and what it has done:

  curl http://$operations/readyz?verbose http://$operations/metrics

Ctrl-C ends the server.

HELP
exec .build/release/mig-gate serve --policy manifests/policy.yaml --tls-cert certs/dev/tls.crt \
    --tls-key certs/dev/tls.key --listen "$address" --ops-listen "$operations" --drain-delay 0s
