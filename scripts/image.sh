#!/bin/sh
# Packs .build/release/mig-gate into a container image, .build/image/mig-gate.tar: an OCI archive, which docker load takes, too, and
# podman load, kind load image-archive, ctr images import and skopeo copy. They call it docker.io/library/mig-gate:VERSION, which is
# what mig-gate:VERSION means in a manifest. Needs neither a registry nor a container engine, nor root.
#
# Made twice from the same program and the same Debian packages it is the same, byte for byte. SOURCE_DATE_EPOCH, the time of the last
# commit unless set, is the time of everything in it.
set -eu
cd "$(dirname "$0")/.."

umask 022
image=.build/image
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
created=$(date --utc --date "@$epoch" +%Y-%m-%dT%H:%M:%SZ)
version=$(.build/release/mig-gate --version)

# Sorted, and with nothing of who packed it and when.
pack() {
    tar --create --file "$1" --directory "$2" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --format=gnu .
}

rm -rf "$image"
mkdir -p "$image"
scripts/image-root.sh "$image/root"
pack "$image/layer.tar" "$image/root"

umoci init --layout "$image/oci"
umoci new --image "$image/oci:$version"
umoci raw add-layer --image "$image/oci:$version" --history.created "$created" --history.created_by scripts/image.sh \
    "$image/layer.tar"
umoci config --image "$image/oci:$version" --no-history --created "$created" --os linux \
    --architecture "$(dpkg --print-architecture)" --config.user 65532:65532 --config.entrypoint /usr/bin/mig-gate \
    --config.workingdir / --config.exposedports 8443/tcp --config.exposedports 9090/tcp \
    --config.label org.opencontainers.image.title=mig-gate --config.label "org.opencontainers.image.version=$version" \
    --config.label "org.opencontainers.image.description=keeps models that do not fit out of NVIDIA MIG slices"
umoci gc --layout "$image/oci"
python3 scripts/image-name.py "$image/oci" "mig-gate:$version"
pack "$image/mig-gate.tar" "$image/oci"
echo "$image/mig-gate.tar: $(du --apparent-size -m "$image/mig-gate.tar" | cut -f 1) MB," \
    "$(du --apparent-size -sm "$image/root" | cut -f 1) MB unpacked" >&2
rm -rf "$image/layer.tar" "$image/oci"
