#!/bin/sh
# Installs mig-gate, or brings what is installed up to date.
#
#   [IMAGE=registry.example.com/mig-gate:1.0.0] scripts/install.sh OVERLAY
#
# OVERLAY is cert-manager, self-signed or development, or the path of a folder of your own that builds on one of them. The
# webhook configuration goes last, when the gate has shown that it is ready: no call of an API server fails in between.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
overlay=${1:?"name an overlay: cert-manager, self-signed or development"}
# Seconds between tries.
pause=${PAUSE:-2}

say() { echo "$*" >&2; }
fail() { say "$*" && exit 1; }
gate() { kubectl --namespace mig-gate "$@"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$here/scripts/render-overlay.sh" "$overlay" "$work"
certificates=development
if grep -q '^kind: CronJob$' "$work/rest.yaml"; then certificates=self-signed; fi
if grep -q '^kind: Certificate$' "$work/rest.yaml"; then certificates=cert-manager; fi

# Before that matchConditions may be dropped without a word, and every object would have to ask the gate.
version=$(kubectl get --raw /version) || fail "kubectl reaches no cluster; above stands why."
minor=$(echo "$version" | sed -n 's/.*"minor": *"\([0-9]*\).*/\1/p')
[ "${minor:-0}" -ge 30 ] || fail "mig-gate needs Kubernetes 1.30 or later; this cluster says 1.${minor:-?}."
if [ "$certificates" = cert-manager ] && ! kubectl get customresourcedefinition certificates.cert-manager.io >/dev/null; then
    fail "There is no cert-manager in this cluster. Install it first, or use the overlay self-signed."
fi

# Two who write one Secret take each other's certificates away.
installed=$certificates
if [ -n "$(gate get secret mig-gate-tls --ignore-not-found --output name)" ]; then installed=development; fi
if [ -n "$(gate get cronjob mig-gate-certificates --ignore-not-found --output name)" ]; then installed=self-signed; fi
if [ -n "$(kubectl get customresourcedefinition certificates.cert-manager.io --ignore-not-found --output name)" ] &&
    [ -n "$(gate get certificates.cert-manager.io mig-gate-tls --ignore-not-found --output name)" ]; then
    installed=cert-manager
fi
[ "$installed" = "$certificates" ] || fail "mig-gate is installed with certificates by the overlay $installed. Take it out first:
scripts/uninstall.sh $installed
Until the new one is there nothing is refused."

say "Everything but the webhook configuration …"
kubectl apply --filename "$work/rest.yaml"

case $certificates in
    cert-manager)
        say "cert-manager issues the certificate …"
        gate wait --for=condition=Ready certificate/mig-gate-tls --timeout=180s || {
            gate describe certificate,certificaterequest >&2 || true
            fail "cert-manager has issued no certificate; above stands why. Nothing asks the gate yet that did not before."
        }
        ;;
    self-signed)
        say "The gate issues its certificate …"
        job=mig-gate-certificates-install
        gate delete job "$job" --ignore-not-found
        gate create job "$job" --from=cronjob/mig-gate-certificates
        # The Job has a deadline of its own.
        tries=900
        while :; do
            state=$(gate get job "$job" --output 'jsonpath={.status.conditions[?(@.status=="True")].type}')
            case $state in
                *Complete*) break ;;
                *Failed*) tries=0 ;;
            esac
            [ "$tries" -gt 0 ] || {
                gate describe job "$job" >&2 || true
                gate logs "job/$job" >&2 || true
                fail "The job $job did not issue the certificate; above stands why. Mend it and run this again."
            }
            tries=$((tries - 1))
            sleep "$pause"
        done
        ;;
    development)
        say "A certificate for 30 days …"
        "$here/certs/issue.sh" "$here/certs/dev" localhost 127.0.0.1 ::1 mig-gate.mig-gate.svc
        gate create secret generic mig-gate-tls --from-file="tls.crt=$here/certs/dev/tls.crt" \
            --from-file="tls.key=$here/certs/dev/tls.key" --from-file="ca.crt=$here/certs/dev/ca.crt" \
            --dry-run=client --output yaml >"$work/secret.yaml"
        kubectl apply --filename "$work/secret.yaml"
        ;;
esac

say "The replicas start …"
gate rollout status deployment/mig-gate --timeout=300s || {
    gate get pods --output wide >&2 || true
    gate get events --field-selector type=Warning >&2 || true
    fail "The replicas do not get ready; above stands why: the image (IMAGE=…), a Secret that is missing, or what
'kubectl --namespace mig-gate logs deployment/mig-gate' says. The webhook configuration is as it was."
}

tries=15
until answer=$(kubectl get --raw /api/v1/namespaces/mig-gate/services/mig-gate-operations:operations/proxy/readyz 2>&1); do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "/readyz of the gate cannot be had through the API server:
$answer
The webhook configuration is as it was. Where a firewall stands between API servers and nodes, let ports 8443 and 9090 through
to the nodes' pods, and run this again."
    sleep "$pause"
done

say "The webhook configuration …"
ca=$(gate get secret mig-gate-tls --output 'jsonpath={.data.ca\.crt}')
[ -n "$ca" ] || fail "The Secret mig-gate-tls has no ca.crt, the CA that API servers shall trust. Put it there and run this again."
# Not with apply, which would note caBundle as applied, and take it away when somebody applies the files, which have none.
awk -v ca="$ca" '
    { print }
    /^ *clientConfig:$/ { sub(/clientConfig:$/, "  caBundle: " ca); print }' "$work/configuration.yaml" >"$work/complete.yaml"
if [ -n "$(kubectl get validatingwebhookconfiguration mig-gate --ignore-not-found --output name)" ]; then
    is_new=no
    kubectl replace --filename "$work/complete.yaml"
else
    is_new=yes
    kubectl create --filename "$work/complete.yaml"
fi

say "A Pod that is too large, which is not created whatever the answer …"
cat >"$work/probe.yaml" <<'POD'
apiVersion: v1
kind: Pod
metadata:
  name: mig-gate-probe
  namespace: default
  annotations: {mig-gate.io/model-size: 50Gi}
spec:
  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: probe
      image: mig-gate-probe
      resources:
        requests: {cpu: 1m, memory: 1Mi}
        limits: {cpu: 1m, memory: 1Mi, nvidia.com/mig-3g.40gb: 1}
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
POD
# Policies differ: it may be refused for another reason, let in with a warning, or without one.
is_asked() {
    kubectl get --raw /api/v1/namespaces/mig-gate/services/mig-gate-operations:operations/proxy/metrics 2>/dev/null |
        grep -q '^mig_gate_reviews_total{kind="Pod",.*} [1-9]'
}
tries=15
while :; do
    answer=$(kubectl create --dry-run=server --filename "$work/probe.yaml" 2>&1) || true
    case $answer in
        *'"pods.mig-gate.io" denied the request'*)
            say "mig-gate is installed, and refuses what does not fit."
            exit 0
            ;;
        *"failed calling webhook"*) ;;
        *)
            if is_asked; then
                say "mig-gate is installed and is asked, but as its policy stands such a Pod is let into the namespace default:
$answer"
                exit 0
            fi
            ;;
    esac
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || break
    sleep "$pause"
done
case $answer in
    *"failed calling webhook"*)
        [ "$is_new" = no ] || kubectl delete validatingwebhookconfiguration mig-gate
        fail "API servers do not reach the gate:
$answer
$([ "$is_new" = no ] || echo "The webhook configuration is taken away again. ")Where a firewall stands between API servers and nodes, let port 8443 through
to the nodes' pods; if the certificate is at fault, look at the Secret mig-gate-tls; then run this again."
        ;;
esac
fail "The gate is installed, but such a Pod in the namespace default is not refused by it, and it was not asked:
$answer
'kubectl get validatingwebhookconfiguration mig-gate --output yaml' has what API servers ask, and what if they get no answer."
