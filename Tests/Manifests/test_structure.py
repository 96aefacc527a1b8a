"""What must hold of every overlay, whatever else changes."""

import re
import tempfile
import unittest

from rendered import OVERLAYS, named, overlay, with_components

FINISHING, ALERTS = 30, 5


def pod_spec(objects):
    return named(objects, "Deployment", "mig-gate")["spec"]["template"]["spec"]


def argument(container, name):
    return next(value.split("=", 1)[1] for value in container["args"] if value.startswith(f"{name}="))


class WebhookTests(unittest.TestCase):
    def webhooks(self, name):
        return named(overlay(name), "ValidatingWebhookConfiguration", "mig-gate")["webhooks"]

    def test_what_fails_while_the_gate_is_away(self):
        for name in ["cert-manager", "self-signed"]:
            for webhook in self.webhooks(name):
                # The policy can be mended then; of AppWrappers nobody knows whether they ask for slices.
                expected = "Ignore" if webhook["name"] in ("policy.mig-gate.io", "appwrappers.mig-gate.io") else "Fail"
                self.assertEqual(webhook["failurePolicy"], expected, webhook["name"])
        for webhook in self.webhooks("development"):
            self.assertEqual(webhook["failurePolicy"], "Ignore")

    def test_what_fails_is_narrowed_down_by_conditions_and_leaves_the_system_alone(self):
        for webhook in self.webhooks("self-signed"):
            if webhook["failurePolicy"] != "Fail":
                continue
            names = [condition["name"] for condition in webhook["matchConditions"]]
            self.assertEqual(names, ["is-not-being-deleted", "is-new-or-changed", "asks-for-a-slice"])
            (demand,) = webhook["namespaceSelector"]["matchExpressions"]
            self.assertEqual((demand["key"], demand["operator"]), ("kubernetes.io/metadata.name", "NotIn"))
            self.assertEqual(demand["values"], ["kube-system", "mig-gate"])

    def test_policy_webhook_sees_its_own_config_maps_only(self):
        (policy,) = [webhook for webhook in self.webhooks("self-signed") if webhook["name"] == "policy.mig-gate.io"]
        self.assertEqual(policy["objectSelector"], {"matchLabels": {"mig-gate.io/policy": "true"}})
        self.assertEqual(policy["namespaceSelector"], {"matchLabels": {"kubernetes.io/metadata.name": "mig-gate"}})
        labels = named(overlay("self-signed"), "ConfigMap", "mig-gate-policy")["metadata"]["labels"]
        self.assertEqual(labels["mig-gate.io/policy"], "true")

    def test_every_webhook_calls_the_service_and_answers_soon(self):
        for name in OVERLAYS:
            for webhook in self.webhooks(name):
                self.assertEqual(webhook["matchPolicy"], "Equivalent")
                self.assertEqual(webhook["sideEffects"], "NoneOnDryRun")
                self.assertEqual(webhook["timeoutSeconds"], 3)
                self.assertEqual(webhook["admissionReviewVersions"], ["v1"])
                # Without caBundle: applied again, the files would take it away from whoever put it in.
                service = {"name": "mig-gate", "namespace": "mig-gate", "path": "/validate", "port": 443}
                self.assertEqual(webhook["clientConfig"], {"service": service})

    def test_the_configuration_can_be_told_from_everything_else_and_goes_last(self):
        for name in OVERLAYS:
            for object_ in overlay(name):
                is_last = object_["kind"] == "ValidatingWebhookConfiguration"
                component = object_["metadata"]["labels"]["app.kubernetes.io/component"]
                self.assertEqual(component == "webhook-configuration", is_last, object_["metadata"]["name"])
                wave = object_["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-wave", "0")
                self.assertEqual(int(wave) > 0, is_last)


class DeploymentTests(unittest.TestCase):
    def test_a_replica_has_time_to_drain(self):
        for name in OVERLAYS:
            spec = pod_spec(overlay(name))
            drain = int(re.fullmatch(r"(\d+)s", argument(spec["containers"][0], "--drain-delay"))[1])
            self.assertGreaterEqual(spec["terminationGracePeriodSeconds"], drain + FINISHING + ALERTS)
            readiness = spec["containers"][0]["readinessProbe"]
            self.assertLess(readiness["periodSeconds"] * readiness["failureThreshold"], drain)

    def test_probes_ask_the_operations_port(self):
        for name in OVERLAYS:
            container = pod_spec(overlay(name))["containers"][0]
            paths = {"startupProbe": "/livez", "livenessProbe": "/livez", "readinessProbe": "/readyz"}
            for probe, path in paths.items():
                self.assertEqual(container[probe]["httpGet"], {"path": path, "port": "operations"})
            ports = {port["name"]: port["containerPort"] for port in container["ports"]}
            self.assertEqual(ports, {"https": 8443, "operations": 9090})

    def test_replicas_are_several_apart_and_never_fewer(self):
        for name in ["cert-manager", "self-signed"]:
            spec = named(overlay(name), "Deployment", "mig-gate")["spec"]
            self.assertEqual(spec["replicas"], 3)
            self.assertEqual(spec["strategy"]["rollingUpdate"], {"maxUnavailable": 0, "maxSurge": 1})
            keys = [constraint["topologyKey"] for constraint in spec["template"]["spec"]["topologySpreadConstraints"]]
            self.assertEqual(keys, ["topology.kubernetes.io/zone", "kubernetes.io/hostname"])
            budget = named(overlay(name), "PodDisruptionBudget", "mig-gate")["spec"]
            self.assertEqual(budget["maxUnavailable"], 1)
            self.assertEqual(budget["unhealthyPodEvictionPolicy"], "AlwaysAllow")

    def test_development_is_one_replica_that_nothing_waits_for(self):
        objects = overlay("development")
        self.assertEqual(named(objects, "Deployment", "mig-gate")["spec"]["replicas"], 1)
        self.assertNotIn("PodDisruptionBudget", [object_["kind"] for object_ in objects])
        self.assertEqual(pod_spec(objects)["containers"][0]["imagePullPolicy"], "IfNotPresent")

    def test_every_pod_is_restricted(self):
        for name in OVERLAYS:
            objects = overlay(name)
            specs = [pod_spec(objects)]
            specs += [
                object_["spec"]["jobTemplate"]["spec"]["template"]["spec"]
                for object_ in objects
                if object_["kind"] == "CronJob"
            ]
            for spec in specs:
                self.assertTrue(spec["securityContext"]["runAsNonRoot"])
                self.assertEqual(spec["securityContext"]["runAsUser"], 65532)
                self.assertEqual(spec["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
                self.assertFalse(spec["enableServiceLinks"])
                for container in spec["containers"]:
                    context = container["securityContext"]
                    self.assertTrue(context["readOnlyRootFilesystem"])
                    self.assertFalse(context["allowPrivilegeEscalation"])
                    self.assertEqual(context["capabilities"], {"drop": ["ALL"]})
                    self.assertIn("memory", container["resources"]["limits"])
                    self.assertNotIn("cpu", container["resources"]["limits"])
            namespace = named(objects, "Namespace", "mig-gate")
            self.assertEqual(namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"], "restricted")

    def test_the_gate_has_no_token_and_never_sees_the_key_of_the_ca(self):
        for name in OVERLAYS:
            spec = pod_spec(overlay(name))
            self.assertFalse(spec["automountServiceAccountToken"])
            self.assertFalse(named(overlay(name), "ServiceAccount", "mig-gate")["automountServiceAccountToken"])
            for volume in spec["volumes"]:
                self.assertNotIn("projected", volume)
                if volume.get("secret", {}).get("secretName") == "mig-gate-tls":
                    keys = [item["key"] for item in volume["secret"]["items"]]
                    self.assertEqual(keys, ["tls.crt", "tls.key"])

    def test_files_are_where_the_arguments_say_and_are_replaced_when_they_change(self):
        with tempfile.TemporaryDirectory() as folder:
            objects = with_components(folder, "self-signed", ["alerts"])
        container = pod_spec(objects)["containers"][0]
        mounts = {mount["mountPath"]: mount for mount in container["volumeMounts"]}
        volumes = {volume["name"]: volume for volume in pod_spec(objects)["volumes"]}
        for option in ["--policy", "--tls-cert", "--tls-key", "--alerts"]:
            folder, file = argument(container, option).rsplit("/", 1)
            self.assertNotIn("subPath", mounts[folder])
            volume = volumes[mounts[folder]["name"]]
            if "configMap" in volume:
                self.assertIn(file, named(objects, "ConfigMap", volume["configMap"]["name"])["data"])
            else:
                self.assertIn(file, [item["path"] for item in volume["secret"]["items"]])
        outbox = mounts[argument(container, "--alerts-dir")]
        self.assertNotIn("readOnly", outbox)
        self.assertIn("sizeLimit", volumes[outbox["name"]]["emptyDir"])
        self.assertEqual(argument(container, "--tls-name"), "mig-gate.mig-gate.svc")


class NetworkTests(unittest.TestCase):
    def test_services_lead_to_the_pods(self):
        for name in OVERLAYS:
            objects = overlay(name)
            template = named(objects, "Deployment", "mig-gate")["spec"]["template"]
            for service, port in {"mig-gate": 443, "mig-gate-replicas": 8443, "mig-gate-operations": 9090}.items():
                spec = named(objects, "Service", service)["spec"]
                self.assertLessEqual(spec["selector"].items(), template["metadata"]["labels"].items())
                self.assertEqual([entry["port"] for entry in spec["ports"]], [port])
            replicas = named(objects, "Service", "mig-gate-replicas")["spec"]
            self.assertEqual(replicas["clusterIP"], "None")
            self.assertTrue(replicas["publishNotReadyAddresses"])

    def test_the_gate_calls_nobody_unless_it_sends_alerts(self):
        for name in OVERLAYS:
            spec = named(overlay(name), "NetworkPolicy", "mig-gate")["spec"]
            self.assertEqual(spec["policyTypes"], ["Ingress", "Egress"])
            self.assertEqual(spec["egress"], [])
            self.assertEqual([port["port"] for port in spec["ingress"][0]["ports"]], ["https", "operations"])
        with tempfile.TemporaryDirectory() as folder:
            objects = with_components(folder, "cert-manager", ["alerts"])
        egress = named(objects, "NetworkPolicy", "mig-gate-alerts")["spec"]["egress"]
        self.assertEqual({port["port"] for rule in egress for port in rule["ports"]}, {53, 443})


class RotationTests(unittest.TestCase):
    objects = property(lambda self: overlay("self-signed"))

    def test_rights_are_one_secret_and_one_webhook_configuration(self):
        name = "mig-gate-certificates"
        self.assertEqual(
            named(self.objects, "Role", name)["rules"],
            [{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["mig-gate-tls"], "verbs": ["get", "update"]}],
        )
        self.assertEqual(
            named(self.objects, "ClusterRole", name)["rules"],
            [
                {
                    "apiGroups": ["admissionregistration.k8s.io"],
                    "resources": ["validatingwebhookconfigurations"],
                    "resourceNames": ["mig-gate"],
                    "verbs": ["get", "update"],
                }
            ],
        )
        subject = {"kind": "ServiceAccount", "name": name, "namespace": "mig-gate"}
        for binding, role in {"RoleBinding": "Role", "ClusterRoleBinding": "ClusterRole"}.items():
            bound = named(self.objects, binding, name)
            self.assertEqual(bound["subjects"], [subject])
            self.assertEqual((bound["roleRef"]["kind"], bound["roleRef"]["name"]), (role, name))
        kinds = [object_["kind"] for object_ in self.objects]
        for kind in ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"]:
            self.assertEqual(kinds.count(kind), 1)

    def test_no_other_overlay_grants_anything(self):
        for name in ["cert-manager", "development"]:
            self.assertFalse([object_ for object_ in overlay(name) if "rbac" in object_["apiVersion"]])

    def test_job_names_what_the_files_have(self):
        job = named(self.objects, "CronJob", "mig-gate-certificates")["spec"]
        self.assertEqual(job["concurrencyPolicy"], "Forbid")
        container = job["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]
        self.assertEqual(container["args"][:2], ["certs", "rotate"])
        namespace, secret = argument(container, "--secret").split("/")
        self.assertEqual(named(self.objects, "Secret", secret)["metadata"]["namespace"], namespace)
        named(self.objects, "ValidatingWebhookConfiguration", argument(container, "--webhook"))
        named(self.objects, "Service", argument(container, "--service").split("/")[1])
        host, port = argument(container, "--replicas").split(":")
        service, namespace, _ = host.split(".")
        replicas = named(self.objects, "Service", service)
        self.assertEqual([entry["port"] for entry in replicas["spec"]["ports"]], [int(port)])
        gate = pod_spec(self.objects)["containers"][0]
        self.assertEqual(container["image"], gate["image"])

    def test_the_secret_is_empty(self):
        secret = named(self.objects, "Secret", "mig-gate-tls")
        self.assertEqual(secret["type"], "Opaque")
        self.assertNotIn("data", secret)


class CertManagerTests(unittest.TestCase):
    objects = property(lambda self: overlay("cert-manager"))

    def test_injected_ca_is_that_of_the_served_certificate(self):
        configuration = named(self.objects, "ValidatingWebhookConfiguration", "mig-gate")
        source = configuration["metadata"]["annotations"]["cert-manager.io/inject-ca-from"]
        namespace, name = source.split("/")
        certificate = named(self.objects, "Certificate", name)
        self.assertEqual(certificate["metadata"]["namespace"], namespace)
        self.assertEqual(certificate["spec"]["secretName"], "mig-gate-tls")
        self.assertEqual(certificate["spec"]["dnsNames"], ["mig-gate.mig-gate.svc"])
        self.assertEqual(certificate["spec"]["privateKey"]["algorithm"], "ECDSA")

    def test_chain_of_issuers(self):
        leaf = named(self.objects, "Certificate", "mig-gate-tls")["spec"]
        issuer = named(self.objects, "Issuer", leaf["issuerRef"]["name"])["spec"]
        ca = named(self.objects, "Certificate", "mig-gate-ca")["spec"]
        self.assertEqual(issuer["ca"]["secretName"], ca["secretName"])
        self.assertTrue(ca["isCA"])
        # With another key, replicas that still serve the old certificate would no longer be trusted.
        self.assertEqual(ca["privateKey"]["rotationPolicy"], "Never")
        root = named(self.objects, "Issuer", ca["issuerRef"]["name"])["spec"]
        self.assertEqual(root, {"selfSigned": {}})


if __name__ == "__main__":
    unittest.main()
