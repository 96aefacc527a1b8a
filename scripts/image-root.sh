#!/bin/sh
# Puts together what is in the container image: the program, the libraries that it loads, the CAs that the world trusts, and nothing
# to run beside it.
#
#   scripts/image-root.sh FOLDER [PROGRAM]
#
# PROGRAM is .build/release/mig-gate unless given. Libraries come from the Debian packages that are installed here; FOLDER, which
# must not exist, says which, for those who look for vulnerable ones, and has their copyright notices.
set -eu
cd "$(dirname "$0")/.."

[ $# -ge 1 ] && [ ! -e "$1" ] || {
    echo "$0: name a folder that does not exist" >&2
    exit 2
}
program=${2:-.build/release/mig-gate}
[ -x "$program" ] || {
    echo "$0: there is no $program; make release builds it" >&2
    exit 1
}
umask 022
mkdir -p "$1"
root=$(cd "$1" && pwd)
packages=$root/../$(basename "$root").packages
: > "$packages"

# Copies a file of a Debian package to where it lies here, and notes the package.
add() {
    file=$(readlink -f "$1")
    # Packages name some files by /lib, which is a link to /usr/lib.
    package=$(dpkg-query -S "$file" "${file#/usr}" 2>/dev/null | head -n 1 | cut -d : -f 1) || true
    [ -n "$package" ] || {
        echo "$0: $1 comes from no Debian package" >&2
        exit 1
    }
    echo "$package" >> "$packages"
    case $1 in
        /lib*) target=$root/usr$1 ;;
        *) target=$root$1 ;;
    esac
    mkdir -p "$(dirname "$target")"
    cp "$file" "$target"
}

# The libraries that a program or library loads, the loader among them.
libraries() {
    ldd "$1" | sed -n -e 's/.* => \(\/[^ ]*\) .*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) .*/\1/p'
}

mkdir -p "$root/usr/bin" "$root/usr/lib" "$root/etc/ssl/certs" "$root/var/lib/dpkg/status.d"
for folder in lib lib64; do
    [ ! -e "/$folder" ] || ln -s "usr/$folder" "$root/$folder"
done
strip -o "$root/usr/bin/mig-gate" "$program"
chmod 755 "$root/usr/bin/mig-gate"

# CCURL loads libcurl by its name, when there are alerts to be sent.
curl=$(ldconfig -p | sed -n 's/.*libcurl\.so\.4 .* => //p' | head -n 1)
for library in "${curl:?libcurl.so.4 is not here}" $( (libraries "$program" && libraries "$curl") | sort -u); do
    add "$library"
done

# Made of the package's files: the bundle of the machine may have CAs of its owner's, whom nobody else has to trust.
dpkg-query -L ca-certificates | grep '^/usr/share/ca-certificates/.*\.crt$' | LC_ALL=C sort | while read -r file; do
    # One that was taken off this machine was taken off for a reason. A last line may lack its end.
    [ ! -f "$file" ] || sed -e '$a\' "$file"
done > "$root/etc/ssl/certs/ca-certificates.crt"
echo ca-certificates >> "$packages"
# OpenSSL looks where Debian has it look.
mkdir -p "$root/usr/lib/ssl"
ln -s /etc/ssl/certs "$root/usr/lib/ssl/certs"
ln -s /etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem"

# Scanners choose by it which distribution's vulnerabilities count.
cp "$(readlink -f /etc/os-release)" "$root/etc/os-release"

cat > "$root/etc/passwd" <<PASSWD
root:x:0:0:root:/:/sbin/nologin
nonroot:x:65532:65532:nonroot:/:/sbin/nologin
PASSWD
printf 'root:x:0:\nnonroot:x:65532:\n' > "$root/etc/group"
# Without it glibc asks DNS before it looks into /etc/hosts.
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
mkdir -m 1777 "$root/tmp"

sort -u "$packages" | while read -r package; do
    dpkg-query -s "$package" | grep -v '^Status:' > "$root/var/lib/dpkg/status.d/$package"
    mkdir -p "$root/usr/share/doc/$package"
    cp "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
done
rm "$packages"
