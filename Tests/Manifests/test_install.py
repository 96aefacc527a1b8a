"""The scripts that install and uninstall, with a kubectl that plays a cluster."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from rendered import OVERLAYS, ROOT, documents, with_components

HEALTHY = {
    "minor": "31+",
    "ready": True,
    "rollout": True,
    "job": "SuccessCriteriaMet Complete",
    "ca": "Q0E=",
    "certManager": True,
    "certificate": True,
    "probe": "refused",
    "reviews": 0,
    "installed": None,
}


class Cluster:
    def __init__(self, **options):
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "options.json").write_text(json.dumps(HEALTHY | options))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, script, *arguments, **environment):
        fakes = ROOT / "Tests" / "Fakes" / "kubectl"
        variables = os.environ | environment | {
            "PATH": f"{fakes}:{os.environ['PATH']}",
            "FAKE_KUBECTL": str(self.folder),
            "FAKE_KUBECTL_REAL": shutil.which("kubectl"),
            "PAUSE": "0",
        }
        return subprocess.run(
            [str(ROOT / "scripts" / script), *arguments], env=variables, capture_output=True, text=True
        )

    def calls(self):
        file = self.folder / "calls.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def position(self, beginning):
        """Of the first call that begins so; None if there is none."""
        for position, call in enumerate(self.calls()):
            if call["arguments"].removeprefix("--namespace mig-gate ").startswith(beginning):
                return position
        return None

    def has_configuration(self):
        return (self.folder / "configuration").exists()

    def kinds(self, beginning):
        call = self.calls()[self.position(beginning)]
        return [object_["kind"] for file in call["files"] for object_ in documents(file)]


class InstallTests(unittest.TestCase):
    def test_configuration_comes_last_and_trusts_the_ca(self):
        for overlay in OVERLAYS:
            with self.subTest(overlay), Cluster() as cluster:
                done = cluster.run("install.sh", overlay)
                self.assertEqual(done.returncode, 0, done.stderr)
                order = ["apply", "rollout status", "get --raw /api/", "get secret mig-gate-tls --output json"]
                order += ["create --filename", "create --dry-run"]
                positions = [cluster.position(beginning) for beginning in order]
                self.assertNotIn(None, positions)
                self.assertEqual(positions, sorted(positions))
                self.assertNotIn("ValidatingWebhookConfiguration", cluster.kinds("apply"))
                self.assertEqual(cluster.kinds("apply")[0], "Namespace")
                created = documents(cluster.calls()[positions[4]]["files"][0])
                self.assertEqual([object_["kind"] for object_ in created], ["ValidatingWebhookConfiguration"])
                for webhook in created[0]["webhooks"]:
                    self.assertEqual(webhook["clientConfig"]["caBundle"], "Q0E=")

    def test_each_overlay_gets_its_certificate_before_the_replicas_are_waited_for(self):
        ways = {"cert-manager": "wait", "self-signed": "create job", "development": "apply"}
        for overlay, way in ways.items():
            with self.subTest(overlay), Cluster() as cluster:
                self.assertEqual(cluster.run("install.sh", overlay).returncode, 0)
                self.assertLess(cluster.position(way), cluster.position("rollout status"))

    def test_development_stores_the_certificate_that_it_issues(self):
        with Cluster() as cluster:
            self.assertEqual(cluster.run("install.sh", "development").returncode, 0)
            secrets = [
                object_
                for call in cluster.calls()
                for file in call["files"]
                for object_ in documents(file)
                if object_["kind"] == "Secret"
            ]
            self.assertEqual([secret["metadata"]["name"] for secret in secrets], ["mig-gate-tls"])
            self.assertEqual(sorted(secrets[0]["data"]), ["ca.crt", "tls.crt", "tls.key"])

    def test_twice_replaces_the_configuration(self):
        with Cluster() as cluster:
            self.assertEqual(cluster.run("install.sh", "self-signed").returncode, 0)
            self.assertIsNone(cluster.position("replace"))
            self.assertEqual(cluster.run("install.sh", "self-signed").returncode, 0)
            self.assertIsNotNone(cluster.position("replace"))
            self.assertEqual(cluster.kinds("replace"), ["ValidatingWebhookConfiguration"])

    def test_nothing_asks_a_gate_that_did_not_get_ready(self):
        troubles = [
            ("self-signed", {"ready": False}, "/readyz"),
            ("self-signed", {"rollout": False}, "IMAGE"),
            ("self-signed", {"job": "FailureTarget Failed"}, "mig-gate-certificates-install"),
            ("self-signed", {"ca": ""}, "ca.crt"),
            ("self-signed", {"minor": "29"}, "1.30"),
            ("self-signed", {"minor": None}, "reaches no cluster"),
            ("cert-manager", {"certManager": False}, "self-signed"),
            ("cert-manager", {"certificate": False}, "cert-manager"),
        ]
        for overlay, options, word in troubles:
            with self.subTest(options), Cluster(**options) as cluster:
                done = cluster.run("install.sh", overlay)
                self.assertEqual(done.returncode, 1)
                self.assertIn(word, done.stderr)
                self.assertIsNone(cluster.position("create --filename"))
                self.assertFalse(cluster.has_configuration())

    def test_a_new_configuration_that_stops_everybody_is_taken_away(self):
        with Cluster(probe="unreachable") as cluster:
            done = cluster.run("install.sh", "cert-manager")
            self.assertEqual(done.returncode, 1)
            self.assertIn("8443", done.stderr)
            self.assertFalse(cluster.has_configuration())

    def test_one_that_was_there_stays(self):
        with Cluster(probe="unreachable") as cluster:
            (cluster.folder / "configuration").touch()
            self.assertEqual(cluster.run("install.sh", "cert-manager").returncode, 1)
            self.assertTrue(cluster.has_configuration())

    def test_a_gate_that_refuses_nothing_is_told_of(self):
        with Cluster(probe="admitted") as cluster:
            done = cluster.run("install.sh", "development")
            self.assertEqual(done.returncode, 1)
            self.assertIn("not refused", done.stderr)

    def test_another_policy_is_no_failure(self):
        for options, word in [
            ({"probe": "refused otherwise"}, "and refuses"),
            ({"probe": "admitted", "reviews": 2}, "is asked"),
        ]:
            with self.subTest(options), Cluster(**options) as cluster:
                done = cluster.run("install.sh", "development")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(word, done.stderr)
                self.assertTrue(cluster.has_configuration())

    def test_certificates_by_another_overlay_are_left_alone(self):
        for overlay in OVERLAYS:
            for installed in OVERLAYS:
                with self.subTest(f"{overlay} over {installed}"), Cluster(installed=installed) as cluster:
                    done = cluster.run("install.sh", overlay)
                    self.assertEqual(done.returncode, 0 if overlay == installed else 1, done.stderr)
                    if overlay != installed:
                        self.assertIn(f"scripts/uninstall.sh {installed}", done.stderr)
                        self.assertIsNone(cluster.position("apply"))

    def test_image_that_no_pod_takes_is_a_mistake(self):
        with Cluster() as cluster, tempfile.TemporaryDirectory(prefix="with spaces ") as folder:
            with_components(folder, "self-signed", [])
            with open(f"{folder}/kustomization.yaml", "a") as file:
                file.write("images: [{name: mig-gate, newName: registry.example.com/gate, newTag: '1'}]\n")
            self.assertEqual(cluster.run("install.sh", folder).returncode, 0)
            calls = len(cluster.calls())
            done = cluster.run("install.sh", folder, IMAGE="registry.example.com/gate:2")
            self.assertEqual(done.returncode, 2)
            self.assertIn("registry.example.com/gate:2", done.stderr)
            self.assertEqual(len(cluster.calls()), calls)

    def test_image_is_that_of_every_pod(self):
        image = "registry.example.com:5000/ml/mig-gate:2"
        with Cluster() as cluster:
            self.assertEqual(cluster.run("install.sh", "self-signed", IMAGE=image).returncode, 0)
            applied = documents(cluster.calls()[cluster.position("apply")]["files"][0])
            images = set()
            for object_ in applied:
                if object_["kind"] == "Deployment":
                    images.add(object_["spec"]["template"]["spec"]["containers"][0]["image"])
                if object_["kind"] == "CronJob":
                    spec = object_["spec"]["jobTemplate"]["spec"]["template"]["spec"]
                    images.add(spec["containers"][0]["image"])
            self.assertEqual(images, {image})

    def test_a_folder_of_ones_own_is_an_overlay_too(self):
        with Cluster() as cluster, tempfile.TemporaryDirectory() as folder:
            with_components(folder, "self-signed", ["alerts", "prometheus"])
            done = cluster.run("install.sh", f"{folder}/")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIsNotNone(cluster.position("create job"))
            self.assertIn("PrometheusRule", cluster.kinds("apply"))

    def test_another_overlay_is_a_mistake(self):
        with Cluster() as cluster:
            done = cluster.run("install.sh", "prod")
            self.assertEqual(done.returncode, 2)
            self.assertIn("self-signed", done.stderr)
            self.assertEqual(cluster.calls(), [])


class UninstallTests(unittest.TestCase):
    def test_configuration_goes_first(self):
        for overlay in OVERLAYS:
            with self.subTest(overlay), Cluster() as cluster:
                (cluster.folder / "configuration").touch()
                done = cluster.run("uninstall.sh", overlay)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertFalse(cluster.has_configuration())
                self.assertLess(
                    cluster.position("delete validatingwebhookconfiguration"), cluster.position("delete --filename")
                )
                self.assertIn("Deployment", cluster.kinds("delete --filename"))
                self.assertNotIn("ValidatingWebhookConfiguration", cluster.kinds("delete --filename"))
                # Whichever overlay was installed, and whichever is named.
                self.assertLess(
                    cluster.position("delete --filename"),
                    cluster.position("delete clusterrolebinding,clusterrole mig-gate-certificates"),
                )


if __name__ == "__main__":
    unittest.main()
