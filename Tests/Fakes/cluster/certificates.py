"""CAs and leaves, issued with openssl."""

import os
import subprocess

from connection import SERVER_NAME


def openssl(*arguments):
    finished = subprocess.run(["openssl", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if finished.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {finished.stderr.strip()}")


class Authority:
    """A CA in a folder of its own."""

    def __init__(self, folder, number):
        self._folder = os.path.join(folder, f"ca-{number}")
        self.number = number
        self._leaves = 0
        os.mkdir(self._folder)
        # Every CA has a name of its own: OpenSSL tells issuers apart by name before it looks at signatures.
        openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"),
            *("-subj", f"/CN=CA {number}", "-keyout", self._path("ca.key"), "-out", self._path("ca.crt")),
            *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        )
        self.certificate = self._read("ca.crt").decode()

    def _path(self, name):
        return os.path.join(self._folder, name)

    def _read(self, name):
        with open(self._path(name), "rb") as file:
            return file.read()

    def issue(self):
        """A leaf for the service: what its Secret holds."""
        self._leaves += 1
        leaf = f"leaf-{self._leaves}"
        with open(self._path("leaf.ext"), "w") as file:
            file.write(
                "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
                f"authorityKeyIdentifier=keyid\nsubjectAltName=DNS:{SERVER_NAME},DNS:localhost,IP:127.0.0.1\n"
            )
        openssl(
            *("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=mig-gate"),
            *("-keyout", self._path(f"{leaf}.key"), "-out", self._path(f"{leaf}.csr")),
        )
        openssl(
            *("x509", "-req", "-in", self._path(f"{leaf}.csr"), "-CA", self._path("ca.crt")),
            *("-CAkey", self._path("ca.key"), "-CAcreateserial", "-days", "1", "-extfile", self._path("leaf.ext")),
            *("-out", self._path(f"{leaf}.crt")),
        )
        return {"tls.crt": self._read(f"{leaf}.crt"), "tls.key": self._read(f"{leaf}.key")}
