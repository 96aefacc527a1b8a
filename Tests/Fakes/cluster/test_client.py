#!/usr/bin/env python3
"""That the client does what Go's transport and the API server's client do, against a server that says what it is told.

    /usr/bin/python3 -B Tests/Fakes/cluster/test_client.py
"""

import json
import os
import socket
import ssl
import tempfile
import threading
import unittest

from certificates import Authority
from client import Client
from reviews import Review

BODY = json.dumps({"request": {"uid": "a-uid"}}).encode()
END = BODY[-3:]


class Endpoint:
    """Takes an answer for each request: bytes, with UID for the uid that was asked with; None ends the connection instead."""

    def __init__(self, folder, authority):
        for name, content in authority.issue().items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(os.path.join(folder, "tls.crt"), os.path.join(folder, "tls.key"))
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = self._socket.getsockname()
        self.answers, self.connections, self.requests = [], [], 0
        threading.Thread(target=self._accept, daemon=True).start()

    def choose(self):
        return self

    def _accept(self):
        while True:
            plain, _ = self._socket.accept()
            threading.Thread(target=self._serve, args=[plain], daemon=True).start()

    def _serve(self, plain):
        try:
            with self._context.wrap_socket(plain, server_side=True) as connection:
                self.connections.append(connection)
                while request := connection.recv(65536):
                    while not request.endswith(END):
                        request += connection.recv(65536)
                    self.requests += 1
                    answer = self.answers.pop(0)
                    if answer is None:
                        break
                    uid = json.loads(request.split(b"\r\n\r\n", 1)[1])["request"]["uid"]
                    connection.sendall(answer.replace(b"UID", uid.encode()))
        except OSError:
            plain.close()


def answer(status=200, headers="", allowed=True, uid="UID"):
    # The uid that takes UID's place has 36 characters.
    body = json.dumps(
        {
            "apiVersion": "admission.k8s.io/v1",
            "kind": "AdmissionReview",
            "response": {"uid": uid, "allowed": allowed},
        }
    )
    length = len(body.replace("UID", "u" * 36))
    return f"HTTP/1.1 {status} Reason\r\nContent-Length: {length}\r\n{headers}\r\n{body}".encode()


class ClientTests(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.authority = Authority(self._folder.name, 1)
        self.endpoint = Endpoint(self._folder.name, self.authority)
        self.client = Client(self.authority.certificate, self.endpoint)
        self.review = Review("a", BODY, True)

    def tearDown(self):
        self.client.close()
        self._folder.cleanup()

    def call(self, *answers):
        self.endpoint.answers = list(answers)
        return self.client.call(self.review)

    def test_one_connection_serves_many_calls(self):
        for _ in range(3):
            self.assertIsNone(self.call(answer()).failure)
        self.assertEqual(self.client.opened, 1)

    def test_a_connection_that_is_to_close_is_not_used_again(self):
        self.assertIsNone(self.call(answer(headers="Connection: close\r\n")).failure)
        self.assertIsNone(self.call(answer()).failure)
        self.assertEqual(self.client.opened, 2)

    def test_a_connection_that_ended_while_idle_is_not_used(self):
        self.assertIsNone(self.call(answer()).failure)
        self.endpoint.connections[0].shutdown(socket.SHUT_RDWR)
        self.assertIsNone(self.call(answer()).failure)
        self.assertEqual(self.client.opened, 2)

    def test_a_call_whose_connection_breaks_has_failed(self):
        self.assertEqual(self.call(None, answer()).failure, "call: EOF")
        self.assertEqual(self.endpoint.requests, 1)

    def test_what_the_server_wants_repeated_is_repeated(self):
        outcome = self.call(answer(503, "Retry-After: 0\r\n"), answer(429, "Retry-After: 1\r\n"), answer())
        self.assertEqual((outcome.failure, outcome.retries), (None, 2))
        self.assertGreater(outcome.seconds, 1)
        self.assertEqual(self.call(*[answer(500, "Retry-After: 0\r\n")] * 11).failure, "status 500")

    def test_nothing_else_is_repeated(self):
        for refused in answer(503), answer(503, "Retry-After: soon\r\n"), answer(404, "Retry-After: 1\r\n"):
            outcome = self.call(refused, answer())
            self.assertEqual((outcome.failure[:6], outcome.retries), ("status", 0))
        self.assertEqual(self.call(answer(503, "Retry-After: 3\r\n")).failure, "status 503")

    def test_wrong_answers_are_failures(self):
        self.assertIn("allowed is False", self.call(answer(allowed=False)).failure)
        self.assertIn("answer for", self.call(answer(uid="x")).failure)

    def test_a_ca_that_is_trusted_no_more_is_noticed(self):
        self.assertIsNone(self.call(answer()).failure)
        other = Authority(self._folder.name, 2)
        self.client.trust(self.authority.certificate + other.certificate)
        self.assertIsNone(self.call(answer()).failure)
        self.client.trust(other.certificate)
        self.assertIn("certificate", self.call(answer()).failure)
        self.assertEqual(self.client.opened, 2)


if __name__ == "__main__":
    unittest.main()
