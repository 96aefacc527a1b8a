"""The servers that are measured: ours, and nginx answering a constant over the same certificate."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time

ANSWER = '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"0","allowed":true}}'


class Server:
    """A running server: where it listens, and what its processes have used."""

    def __init__(self, name, command, port, log):
        self.name = name
        self.url = f"https://127.0.0.1:{port}/validate"
        started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.start_ms = 1000 * (wait_until_listening(self.process, port) - started)

    def pids(self):
        """The process and its children, which are nginx's workers."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def cpu_ns(self):
        """Nanoseconds that all threads have spent on a CPU so far."""
        tasks = (task for pid in self.pids() for task in pathlib.Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)

    def peak_rss_kib(self):
        """Largest resident set so far, of all processes together; pages they share count for each."""
        return sum(status_kib(pid, "VmHWM") for pid in self.pids())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def status_kib(pid, key):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{key}:"):
            return int(line.split()[1])
    raise SystemExit(f"/proc/{pid}/status has no {key}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_listening(process, port):
    """The moment at which the port takes connections."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return time.monotonic()
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with status {process.returncode}; its log says why")
        time.sleep(0.0002)
    raise SystemExit(f"{process.args[0]} does not listen on port {port}")


def mig_gate(binary, certificates, folder):
    """Ours with the shipped policy, logging every denial into a file."""
    port = free_port()
    command = [binary, "serve", "--policy", "manifests/policy.yaml", "--listen", f"127.0.0.1:{port}",
               "--ops-listen", "127.0.0.1:0",
               "--tls-cert", f"{certificates}/tls.crt", "--tls-key", f"{certificates}/tls.key", "--drain-delay", "0s"]
    with open(folder / "mig-gate.log", "ab") as log:
        return Server("mig-gate", command, port, log)


def nginx(certificates, folder):
    """nginx with as many workers as we have loops, answering a constant without looking at the body."""
    port = free_port()
    workers = min(4, len(os.sched_getaffinity(0)))
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in
                    ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    (folder / "nginx.conf").write_text(f"""
        worker_processes {workers}; pid {folder}/nginx.pid; daemon off;
        events {{ worker_connections 4096; }}
        http {{
            access_log off; keepalive_requests 1000000000; {paths}
            server {{
                listen 127.0.0.1:{port} ssl http2 reuseport;
                ssl_certificate {certificates}/tls.crt; ssl_certificate_key {certificates}/tls.key;
                ssl_protocols TLSv1.2 TLSv1.3; ssl_session_tickets off;
                location / {{ default_type application/json; return 200 '{ANSWER}'; }}
            }}
        }}""")
    with open(folder / "nginx.log", "ab") as log:
        return Server("nginx", ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")], port, log)
