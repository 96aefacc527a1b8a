"""A replica: a process of the program, probed as a kubelet does."""

import http.client
import json
import os
import random
import signal
import subprocess
import threading
import time

from volume import Volume


class Replica:
    """A pod: its process, its volume, whether it is ready, and since when the service knows."""

    def __init__(self, name, cluster):
        self.name = name
        self._cluster = cluster
        # What this pod's kubelet has mounted; it looks at the Secret every now and then.
        self._volume = Volume(os.path.join(cluster.folder, name), cluster.secret)
        self.started_with = self._volume.data
        self.became_ready = threading.Event()
        self._is_ready = False
        self.exit = None
        self._log_path = os.path.join(cluster.folder, f"{name}.log")
        command = [
            *(cluster.options.program, "serve", "--policy", cluster.options.policy),
            *("--tls-cert", self._volume.path("tls.crt"), "--tls-key", self._volume.path("tls.key")),
            *("--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"),
            *("--drain-delay", f"{int(cluster.options.drain_delay * 1000)}ms", *cluster.options.serve),
        ]
        with open(self._log_path, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=log)
        cluster.note(self, "started")
        self.address, self._operations = self._listening()
        threading.Thread(target=self._probe, daemon=True).start()
        threading.Thread(target=self._mount, daemon=True).start()

    def _listening(self):
        """The addresses that it says it listens on."""
        deadline = time.monotonic() + 20
        with open(self._log_path, "rb") as log:
            text = b""
            while time.monotonic() < deadline and self.process.poll() is None:
                text += log.read()
                for line in text.split(b"\n")[:-1]:
                    fields = json.loads(line)
                    if fields["message"] == "listening":
                        return host_and_port(fields["address"]), host_and_port(fields["operations"])
                time.sleep(0.005)
        self.kill()
        raise RuntimeError(f"{self.name} does not listen: {text.decode(errors='replace')}")

    def _probe(self):
        """Asks /readyz every period, and has the service told of changes, which takes a while to arrive everywhere."""
        while self.process.returncode is None or self._is_ready:
            is_ready = self._answers_ready()
            if is_ready != self._is_ready:
                self._is_ready = is_ready
                self._cluster.note(self, "ready" if is_ready else "not ready")
                timer = threading.Timer(self._cluster.options.propagation, self._tell_service, [is_ready])
                timer.daemon = True
                timer.start()
                if is_ready:
                    self.became_ready.set()
            time.sleep(self._cluster.options.probe_period)

    def _answers_ready(self):
        connection = http.client.HTTPConnection(*self._operations, timeout=1)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _tell_service(self, is_ready):
        if is_ready:
            self._cluster.service.add(self)
        else:
            self._cluster.service.remove(self)
        self._cluster.note(self, "gets new connections" if is_ready else "gets no new connections")

    def _mount(self):
        """Takes up changes of the Secret, at a moment of its own."""
        while self.process.returncode is None:
            time.sleep(random.uniform(0.2, 1) * self._cluster.options.mount_delay)
            if self._volume.data is not self._cluster.secret and self.process.returncode is None:
                self._volume.update(self._cluster.secret)
                self._cluster.note(self, "has the new certificate mounted")

    def terminate(self):
        """Asks it to end, and notes how it did on a thread that is returned."""
        asked = time.monotonic()
        self._cluster.note(self, "SIGTERM")
        self.process.send_signal(signal.SIGTERM)
        thread = threading.Thread(target=self._reap, args=[asked])
        thread.start()
        return thread

    def _reap(self, asked):
        try:
            status = self.process.wait(self._cluster.options.drain_delay + 30)
        except subprocess.TimeoutExpired:
            self.kill()
            status = "killed: it did not end"
        self.exit = {"replica": self.name, "status": status, "seconds": round(time.monotonic() - asked, 3)}
        self._cluster.note(self, f"ended with {status}")
        if status == 0:
            os.remove(self._log_path)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def host_and_port(address):
    host, _, port = address.rpartition(":")
    return host, int(port)
