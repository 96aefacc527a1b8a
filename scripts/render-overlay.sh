#!/bin/sh
# Renders an overlay into two files: configuration.yaml, by which the API server asks the gate, and rest.yaml.
#
#   [IMAGE=registry.example.com/mig-gate:1.0.0] scripts/render-overlay.sh OVERLAY FOLDER
#
# OVERLAY is the name of a folder in manifests/overlays, or the path of one of your own, with a slash in it.
set -eu

overlay=$1
folder=$2
here=$(cd "$(dirname "$0")/.." && pwd)
case $overlay in
    */*) source=$overlay ;;
    *) source=$here/manifests/overlays/$overlay ;;
esac
[ -f "$source/kustomization.yaml" ] || {
    echo "there is no overlay $overlay; write cert-manager, self-signed, development, or the path of a folder of your own" >&2
    exit 2
}
command -v kubectl >/dev/null || {
    echo "there is no kubectl on the PATH; install 1.27 or later" >&2
    exit 2
}

kubectl kustomize "$source" | awk -v folder="$folder" -v image="${IMAGE:-}" '
    function finish() {
        if (text != "") printf "---\n%s", text > (folder "/" (last ? "configuration.yaml" : "rest.yaml"))
        text = ""
        last = 0
    }
    /^---$/ { finish(); next }
    /^kind: ValidatingWebhookConfiguration$/ { last = 1 }
    image != "" && /^ *(- )?image: ([^ ]*\/)?mig-gate([:@].*)?$/ { sub(/image: .*/, "image: " image) }
    { text = text $0 "\n" }
    END { finish() }'
for file in configuration.yaml rest.yaml; do
    [ -s "$folder/$file" ] || { echo "kubectl kustomize $source does not give what an overlay should have" >&2 && exit 1; }
done
[ -z "${IMAGE:-}" ] || grep -qF "image: $IMAGE" "$folder/rest.yaml" || {
    echo "there is no image called mig-gate in $source that could become $IMAGE; say in the overlay itself which it is" >&2
    exit 2
}
