#!/bin/sh
# Installs the Debian packages that are missing for a purpose.
#
#   scripts/install-packages.sh build|test|bench|link-order|image ...
#
# Needs root (or sudo) only where something is missing.
set -eu

build="libssl-dev libnghttp2-dev libsimdjson-dev libsqlite3-dev libcurl4-openssl-dev patchelf pkg-config openssl
    binutils python3"
test="curl nghttp2-client openssl prometheus python3-jsonschema python3-venv python3-yaml"
bench="nghttp2-client nginx-light openssl python3"
link_order="nghttp2-client openssl valgrind"
image="binutils ca-certificates umoci"

wanted=
for purpose in "$@"; do
    case $purpose in
        build) wanted="$wanted $build" ;;
        test) wanted="$wanted $test" ;;
        bench) wanted="$wanted $bench" ;;
        link-order) wanted="$wanted $link_order" ;;
        image) wanted="$wanted $image" ;;
        *) echo "$0: no packages are known for '$purpose'; write build, test, bench, link-order or image" >&2 && exit 2 ;;
    esac
done

missing=
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null || {
    echo "$0: these Debian packages are missing and there is no apt-get to install them:$missing" >&2
    exit 1
}
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "installing$missing" >&2

# Some of them are services (nginx, prometheus) of which only the programs are wanted: none is started, now or at the next
# boot, that was not there before.
policy=/usr/sbin/policy-rc.d
finish() {
    [ -z "$forbids" ] || $as_root rm -f "$policy"
}
forbids=
trap finish EXIT
if [ ! -e "$policy" ]; then
    forbids=yes
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
for service in nginx prometheus; do
    case " $missing " in
        *" $service"*) [ ! -d /run/systemd/system ] || $as_root systemctl disable --quiet "$service" ;;
    esac
done
