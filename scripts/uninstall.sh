#!/bin/sh
# Takes mig-gate out of a cluster: the webhook configuration first, so that nobody asks a gate that is gone.
#
#   scripts/uninstall.sh OVERLAY
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
overlay=${1:?"name the overlay that is installed: cert-manager, self-signed or development"}
# Seconds until every API server has noticed that the configuration is gone.
pause=${PAUSE:-5}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$here/scripts/render-overlay.sh" "$overlay" "$work"
kubectl delete validatingwebhookconfiguration mig-gate --ignore-not-found
sleep "$pause"
kubectl delete --filename "$work/rest.yaml" --ignore-not-found
# Where another overlay was installed than the one that is named: the right to change webhook configurations stays with nobody.
kubectl delete clusterrolebinding,clusterrole mig-gate-certificates --ignore-not-found
