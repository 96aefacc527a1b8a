#!/usr/bin/env python3
"""Unpacks the image that `make image` packs and has it do its work, with nothing to run on but itself.

    /usr/bin/python3 -B scripts/image-test.py .build/image/mig-gate.tar

Needs root, for chroot and for the user that the image names. There are /proc, what was packed, DNS and a chat service on loopback;
no /dev, no Swift and nothing of Debian's. Says what is wrong and exits with 1, or says how large the image is.
"""

import json
import os
import signal
import socket
import ssl
import stat
import subprocess
import sys
import tarfile
import tempfile
import threading
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT = 80_000_000
USER = 65532
NAMESERVER = "127.0.0.77"
# The one that the fake of Feishu knows.
ROBOT = "5f1c2d7e-feed-4c0a-9b1d-0a1b2c3d4e5f"


def expect(truth, *what):
    if not truth:
        sys.exit(" ".join(["image-test:", *map(str, what)]))


def unpack(archive, folder):
    """Unpacks as a container engine would, and answers the root folder and what is to run there."""
    with tarfile.open(archive) as tar:
        tar.extractall(os.path.join(folder, "oci"))
    with open(os.path.join(folder, "oci/index.json")) as index:
        manifests = json.load(index)["manifests"]
    tags = [manifest["annotations"]["org.opencontainers.image.ref.name"] for manifest in manifests]
    expect(len(tags) == 1, "one image was expected, there are", tags)
    names = (f"docker.io/library/mig-gate:{tags[0]}", f"mig-gate:{tags[0]}")
    found = manifests[0]["annotations"].get("io.containerd.image.name")
    expect(found == names[0], "containerd would call it", found, "instead of", names[0])
    with open(os.path.join(folder, "oci/manifest.json")) as file:
        (entry,) = json.load(file)
    expect(entry["RepoTags"] == [names[1]], "Docker would call it", entry["RepoTags"])
    for blob in [entry["Config"], *entry["Layers"]]:
        expect(os.path.isfile(os.path.join(folder, "oci", blob)), "Docker would miss", blob)
    image, bundle = f"{folder}/oci:{tags[0]}", f"{folder}/bundle"
    subprocess.run(["umoci", "stat", "--image", image], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["umoci", "unpack", "--image", image, bundle], check=True)
    with open(f"{bundle}/config.json") as config:
        process = json.load(config)["process"]
    return tags[0], f"{bundle}/rootfs", process


def look_at(root):
    """Looks at all files; answers how many bytes they have."""
    size = 0
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            found = os.lstat(path)
            size += found.st_size
            expect(stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode), path, "is neither a file nor a link")
            expect(stat.S_ISLNK(found.st_mode) or not found.st_mode & 0o6022, path, "is setuid, or others can write it")
    expect(size <= LIMIT, "unpacked the image has", size, "bytes, more than", LIMIT)
    expect(os.listdir(f"{root}/usr/bin") == ["mig-gate"], "there are other programs:", os.listdir(f"{root}/usr/bin"))
    with open(f"{root}/etc/ssl/certs/ca-certificates.crt") as file:
        expect(file.read().count("-----BEGIN CERTIFICATE-----") > 100, "the CAs that the world trusts are missing")
    packages = os.listdir(f"{root}/var/lib/dpkg/status.d")
    expect({"libc6", "libssl3", "libcurl4", "ca-certificates"} <= set(packages), "packages are missing among", packages)
    for package in packages:
        with open(f"{root}/var/lib/dpkg/status.d/{package}") as file:
            expect("\nVersion: " in file.read(), package, "has no version")
        expect(os.path.getsize(f"{root}/usr/share/doc/{package}/copyright") > 0, package, "has no copyright notice")
    return size


def answer_names():
    """Answers every question for an address with 127.0.0.1, as a cluster's DNS would."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((NAMESERVER, 53))

    def serve():
        while True:
            question, client = server.recvfrom(512)
            end = question.index(b"\0", 12) + 5
            is_ipv4 = question[end - 4 : end - 2] == b"\0\1"
            head = question[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_ipv4 else b"\0\0") + bytes(4)
            address = b"\xc0\x0c\0\1\0\1" + bytes(4) + b"\0\4" + socket.inet_aton("127.0.0.1")
            server.sendto(head + question[12:end] + (address if is_ipv4 else b""), client)

    threading.Thread(target=serve, daemon=True).start()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def prepare(root, port, certificates):
    """Puts there what a cluster would mount: certificate, policy, alerts, resolver, a folder for alerts that wait."""
    for name in ("tls.crt", "tls.key", "ca.crt"):
        with open(f"{certificates}/{name}") as file:
            write(f"{root}/etc/mig-gate/tls/{name}", file.read())
    with open(f"{ROOT}/manifests/policy.yaml") as file:
        write(f"{root}/etc/mig-gate/policy/policy.yaml", file.read())
    write(f"{root}/etc/resolv.conf", f"nameserver {NAMESERVER}\n")
    write(f"{root}/etc/mig-gate/alerts/url", f"https://chat.test:{port}/open-apis/bot/v2/hook/{ROBOT}\n")
    for file, zone in (("alerts", "Asia/Shanghai"), ("berlin", "Europe/Berlin")):
        write(
            f"{root}/etc/mig-gate/alerts-file/{file}.yaml",
            f"""\
cluster: image-test
timeZone: {zone}
wait: 0s
ca: /etc/mig-gate/tls/ca.crt
receivers:
  - {{name: card, type: feishu, language: zh, url: {{file: /etc/mig-gate/alerts/url}}, allowHost: "chat.test:{port}"}}
routes:
  - {{receivers: [card]}}
""",
        )
    os.mkdir(f"{root}/proc")
    os.makedirs(f"{root}/var/lib/mig-gate")
    os.chown(f"{root}/var/lib/mig-gate", USER, USER)
    with open(f"{ROOT}/Tests/Fixtures/reviews/pod-fifty-on-40.json", "rb") as review:
        body = review.read()
    write(f"{root}/var/lib/mig-gate/review.json", body.decode())
    return body


class Image:
    def __init__(self, root, process):
        self._root, self._process = root, process

    def start(self, *arguments, **options):
        user = f"{self._process['user']['uid']}:{self._process['user']['gid']}"
        # The program reads its own arguments in /proc, which every container has.
        command = 'mount --rbind /proc "$1/proc" && exec chroot --userspec="$0" --groups= "$@"'
        variables = dict(variable.split("=", 1) for variable in self._process["env"])
        return subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", command, user, self._root, *self._process["args"], *arguments],
            env=variables,
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_SETMASK, []),
            text=True,
            **options,
        )

    def run(self, *arguments):
        process = self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        output, errors = process.communicate(timeout=60)
        expect(process.returncode == 0, *arguments, "ended with", process.returncode, output, errors)
        return output


def ask(url, context, body=None):
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    with opener.open(request, timeout=30) as answer:
        return json.load(answer) if answer.headers["Content-Type"] == "application/json" else answer.read().decode()


def serve(image, body, port, context):
    """Has it judge a review over TLS, tell a chat service of it, and end in order."""
    arguments = "--policy /etc/mig-gate/policy/policy.yaml --tls-cert /etc/mig-gate/tls/tls.crt --drain-delay 0s"
    arguments += " --tls-key /etc/mig-gate/tls/tls.key --listen 127.0.0.1:0 --ops-listen 127.0.0.1:0"
    arguments += " --alerts /etc/mig-gate/alerts-file/alerts.yaml --alerts-dir /var/lib/mig-gate"
    server = image.start("serve", *arguments.split(), stderr=subprocess.PIPE)
    lines = []
    try:
        for line in server.stderr:
            lines.append(line)
            if '"message":"listening"' in line:
                break
        expect(lines and '"message":"listening"' in lines[-1], "it does not listen:", *lines)
        listening = json.loads(lines[-1])
        reader = threading.Thread(target=lambda: lines.extend(server.stderr), daemon=True)
        reader.start()
        expect("ok" in ask(f"http://{listening['operations']}/readyz", context), "it is not ready")
        response = ask(f"https://{listening['address']}/validate?timeout=3s", context, body)["response"]
        expect(response["uid"] == json.loads(body)["request"]["uid"], "the answer has another uid")
        expect(response["allowed"] is False and response["status"]["code"] == 403, "the verdict is wrong:", response)
        calls = ask(f"https://localhost:{port}/control/calls?service=feishu&atLeast=1&within=20", context)
        expect(calls and calls[0]["accepted"], "no alert has come:", *lines)
        server.send_signal(signal.SIGTERM)
        status = server.wait(30)
        reader.join(10)
        expect(status == 0, "it ended with", status, *lines)
    finally:
        server.kill()


def main():
    expect(len(sys.argv) == 2, "name the archive: .build/image/mig-gate.tar")
    expect(os.getuid() == 0, "needs root, for chroot and for the image's user")
    with tempfile.TemporaryDirectory(prefix="mig-gate-image-") as folder:
        # The image's user has to come as far as its root.
        os.chmod(folder, 0o711)
        version, root, process = unpack(sys.argv[1], folder)
        expect(process["user"] == {"uid": USER, "gid": USER}, "the user is", process["user"])
        expect(process["args"] == ["/usr/bin/mig-gate"], "the command is", process["args"])
        size = look_at(root)
        os.chmod(os.path.dirname(root), 0o711)
        certificates = f"{folder}/certificates"
        names = ["localhost", "127.0.0.1", "chat.test"]
        subprocess.run([f"{ROOT}/certs/issue.sh", certificates, *names], check=True, stderr=subprocess.DEVNULL)
        context = ssl.create_default_context(cafile=f"{certificates}/ca.crt")
        tls = ["--tls-cert", f"{certificates}/tls.crt", "--tls-key", f"{certificates}/tls.key"]
        robots = ["/usr/bin/python3", "-B", f"{ROOT}/Tests/Fakes/robots", "--until-input-ends", *tls]
        with subprocess.Popen(robots, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as fakes:
            port = int(fakes.stdout.readline().split()[1])
            answer_names()
            body = prepare(root, port, certificates)
            image = Image(root, process)
            found = image.run("--version").strip()
            expect(found == version, "the tag is", version, "and the version", found)
            for file, offset in (("alerts", "+08:00"), ("berlin", "+0")):
                alerts = f"/etc/mig-gate/alerts-file/{file}.yaml"
                image.run("alert", "check", alerts)
                preview = image.run(
                    "alert", "preview", "--alerts", alerts, "--receiver", "card", "/var/lib/mig-gate/review.json"
                )
                expect(offset in preview, "no time in the zone of", file, preview)
            serve(image, body, port, context)
            fakes.stdin.close()
    print(f"image-test: mig-gate {version} runs from {size / 1e6:.1f} MB")


main()
