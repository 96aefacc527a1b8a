"""One HTTP/1.1 connection over TLS, as Go's transport keeps it."""

import select
import socket
import ssl
import time

SERVER_NAME = "mig-gate.mig-gate.svc"

HEAD = (
    "POST /validate?timeout=3s HTTP/1.1\r\nHost: mig-gate.mig-gate.svc:443\r\nUser-Agent: kube-apiserver-admission\r\n"
    "Content-Length: %d\r\nAccept: application/json, */*\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n\r\n"
)


class Broken(Exception):
    """The connection, or what came through it, cannot be used; `endpoint` is whom it went to, if to anybody."""

    def __init__(self, reason, endpoint=None):
        super().__init__(reason)
        self.endpoint = endpoint


class Answer:
    __slots__ = ("status", "headers", "body")

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def closes(self):
        return self.headers.get("connection", "").lower() == "close"


def trust(bundle):
    """What a client with this CA bundle trusts: no resumption, HTTP/1.1 only, TLS 1.2 or later."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=bundle)
    context.set_alpn_protocols(["http/1.1"])
    return context


class Connection:
    def __init__(self, endpoint, context, deadline):
        """Connects to an endpoint and verifies it."""
        self.endpoint = endpoint
        self.opened = time.monotonic()
        self.idle_since = self.opened
        self.calls = 0
        left = deadline - self.opened
        if left <= 0:
            raise Broken("connect: timeout", endpoint)
        plain = None
        try:
            plain = socket.create_connection(endpoint.address, timeout=left)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket = context.wrap_socket(plain, server_hostname=SERVER_NAME)
        except OSError as error:
            if plain is not None:
                plain.close()
            raise Broken(f"connect: {words(error)}", endpoint) from error
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN | select.POLLHUP)

    def has_ended(self):
        """Whether the peer has closed the idle connection, or says something on it that nobody asked for.

        Go's transport reads idle connections all the time and forgets those that end; this looks once, before use.
        """
        if not self._poll.poll(0):
            return False
        self._socket.settimeout(0)
        try:
            self._socket.recv(1)
            return True
        except ssl.SSLWantReadError:
            return False
        except OSError:
            return True

    def post(self, body, deadline, stall=0):
        """Sends a request, with a pause of `stall` seconds within, and reads the answer; Broken if the connection breaks."""
        self.calls += 1
        try:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
            message = (HEAD % len(body)).encode() + body
            if stall > 0:
                self._socket.sendall(message[: len(message) // 2])
                time.sleep(stall)
                message = message[len(message) // 2 :]
            self._socket.sendall(message)
            received = self._receive(b"")
            while (end := received.find(b"\r\n\r\n")) < 0:
                received = self._receive(received)
            lines = received[:end].decode("latin-1").split("\r\n")
            headers = {}
            for line in lines[1:]:
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            status = int(lines[0].split(" ")[1])
            length = end + 4 + int(headers["content-length"])
            while len(received) < length:
                received = self._receive(received)
            if len(received) > length:
                raise Broken("answer: longer than its Content-Length", self.endpoint)
            return Answer(status, headers, received[end + 4 :])
        except OSError as error:
            raise Broken(f"call: {words(error)}", self.endpoint) from error
        except (KeyError, ValueError, IndexError) as error:
            raise Broken(f"answer: {error!r}", self.endpoint) from error

    def _receive(self, received):
        more = self._socket.recv(65536)
        if not more:
            raise Broken("call: EOF in the answer" if received else "call: EOF", self.endpoint)
        return received + more

    def close(self):
        self._socket.close()


def words(error):
    """An error in as few words as tell it from others."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, ConnectionResetError):
        return "reset"
    if isinstance(error, BrokenPipeError):
        return "broken pipe"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message}"
    if isinstance(error, ssl.SSLEOFError):
        return "EOF"
    return str(error)
