"""What all fakes share: a server of HTTP on one loopback port, and how it is started and ended."""

import argparse
import os
import ssl
import sys
import threading
from http.server import ThreadingHTTPServer


class LoopbackServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, handler, certificate=None, key=None):
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate, key)
        super().__init__(("127.0.0.1", 0), handler)
        self.origin = f"{'https' if certificate else 'http'}://127.0.0.1:{self.server_address[1]}"

    def get_request(self):
        connection, address = super().get_request()
        if self.context:
            # The handshake is left to the connection's thread: it may never come to an end.
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address):
        """Callers that hang up are what tests are about."""


def options(program):
    """The options of every fake, to which it adds its own."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("--tls-cert", help="PEM of the certificate chain; plain HTTP without it")
    parser.add_argument("--tls-key", help="PEM of its key")
    parser.add_argument("--until-input-ends", action="store_true", help="end when standard input does")
    return parser


def serve(server, arguments):
    """Says where a server listens, and serves until the end."""
    if arguments.until_input_ends:
        # Whoever started this may be killed before it can end it.
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    print("listening", server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
