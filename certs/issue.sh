#!/bin/sh
# Issues a development CA and, signed by it, an ECDSA P-256 serving certificate.
#
#   certs/issue.sh [FOLDER [NAME ...]]
#
# FOLDER (certs/dev unless given) then holds ca.crt, ca.key, tls.crt (with the CA behind the certificate) and tls.key.
# NAMEs are host names and addresses; localhost, 127.0.0.1, ::1 and the in-cluster service name unless given.
# What is there stays if it is complete, bears the NAMEs and is valid for another day. For development only: the CA's key lies
# in the folder.
set -eu

folder=${1:-$(dirname "$0")/dev}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- localhost 127.0.0.1 ::1 mig-gate.mig-gate.svc

mkdir -p "$folder"
current=yes
[ -s "$folder/ca.crt" ] && [ -s "$folder/tls.key" ] || current=no
openssl x509 -in "$folder/tls.crt" -noout -checkend 86400 >/dev/null 2>&1 || current=no

names=
for name in "$@"; do
    case $name in
        *:* | [0-9]*.[0-9]*.[0-9]*.[0-9]*) kind=IP check=-checkip ;;
        *) kind=DNS check=-checkhost ;;
    esac
    names="$names,$kind:$name"
    openssl x509 -in "$folder/tls.crt" -noout "$check" "$name" 2>/dev/null | grep -q 'does match' || current=no
done
[ "$current" = no ] || exit 0

umask 077
openssl ecparam -name prime256v1 -genkey -noout -out "$folder/ca.key"
openssl req -x509 -new -sha256 -key "$folder/ca.key" -days 365 -subj "/CN=mig-gate development CA" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -out "$folder/ca.crt"
openssl ecparam -name prime256v1 -genkey -noout -out "$folder/tls.key"
openssl req -new -sha256 -key "$folder/tls.key" -subj "/CN=mig-gate" -out "$folder/tls.csr"
cat > "$folder/tls.ext" <<EXTENSIONS
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
subjectAltName=${names#,}
EXTENSIONS
openssl x509 -req -sha256 -in "$folder/tls.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" -CAcreateserial \
    -days 30 -extfile "$folder/tls.ext" -out "$folder/leaf.crt" 2>/dev/null
cat "$folder/leaf.crt" "$folder/ca.crt" > "$folder/tls.crt"
rm -f "$folder/tls.csr" "$folder/tls.ext" "$folder/leaf.crt" "$folder/ca.srl"
