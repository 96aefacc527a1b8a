#!/usr/bin/env python3
"""Prints manifests/base/webhook-configuration.yaml, the configuration by which the API server asks the gate.

    python3 scripts/webhook-configuration.py > manifests/base/webhook-configuration.yaml

What is repeated there - rules, guards, exclusions - stands here once. The paths are those of StandardKinds.swift, with the few
beside them that the gate finds by structure. A test compares the file with this.
"""

import json

PREFIX = "nvidia.com/mig-"

# Where a RayCluster has what it runs, below its spec.
RAY_CLUSTER = [
    ("headGroupSpec.template", "template"),
    ("headGroupSpec.resources", "list"),
    ("workerGroupSpecs[*].template", "template"),
    ("workerGroupSpecs[*].resources", "list"),
    ("autoscalerOptions.resources", "resources"),
    ("historyServerOptions.collectorOptions.resources", "resources"),
]


def kserve_component(path):
    return [(path, "spec"), (path + "{*}", "container")]


# Name, comment, rules as (group, versions, resources), and where such objects have pod templates ("template"), pod specs
# ("spec"), containers, `limits` and `requests` without a container ("resources"), and plain maps of amounts ("list"). Last, if
# there are several places with the same below them, those places and what is there.
WEBHOOKS = [
    ("pods", "What runs in the end, whoever made it.", [("", "v1", ["pods"])], [("", "template")]),
    (
        "templates",
        "What makes pods, so that who applies it reads the answer.",
        [
            ("", "v1", ["podtemplates", "replicationcontrollers"]),
            ("apps", "v1", ["daemonsets", "deployments", "replicasets", "statefulsets"]),
            ("batch", "v1", ["cronjobs", "jobs"]),
        ],
        [("template", "template"), ("spec.template", "template"), ("spec.jobTemplate.spec.template", "template")],
    ),
    (
        "ray",
        "KubeRay.",
        [("ray.io", "*", ["rayclusters", "raycronjobs", "rayjobs", "rayservices"])],
        [("spec.submitterPodTemplate", "template"), ("spec.jobTemplate.submitterPodTemplate", "template")],
        (["spec", "spec.rayClusterConfig", "spec.rayClusterSpec", "spec.jobTemplate.rayClusterSpec"], RAY_CLUSTER),
    ),
    (
        "kserve",
        "KServe: models by framework have their resources in a map that stands in no list of containers.",
        [
            (
                "serving.kserve.io",
                "*",
                [
                    "clusterservingruntimes",
                    "inferenceservices",
                    "llminferenceserviceconfigs",
                    "llminferenceservices",
                    "servingruntimes",
                ],
            )
        ],
        [("spec", "spec"), ("spec.workerSpec", "spec"), ("spec.template", "spec"), ("spec.worker", "spec")]
        + [("spec.prefill.template", "spec"), ("spec.prefill.worker", "spec")]
        + [("spec.router.scheduler.template", "spec"), ("spec.router.scheduler.tokenizer.template", "spec")]
        + kserve_component("spec.predictor")
        + kserve_component("spec.transformer")
        + kserve_component("spec.explainer")
        + [("spec.predictor.workerSpec", "spec")]
        + kserve_component("spec.canary[*].predictor"),
    ),
    (
        "nim",
        "NVIDIA's NIM operator.",
        [("apps.nvidia.com", "*", ["nimcaches", "nimpipelines", "nimservices"])],
        [("spec", "spec"), ("spec.resources", "resources"), ("spec.sidecarContainers[*]", "container")]
        + [("spec.services[*].spec", "spec"), ("spec.services[*].spec.resources", "resources")]
        + [("spec.services[*].spec.sidecarContainers[*]", "container")],
    ),
    (
        "leaderworkersets",
        None,
        [("leaderworkerset.x-k8s.io", "*", ["leaderworkersets"])],
        [
            ("spec.leaderWorkerTemplate.leaderTemplate", "template"),
            ("spec.leaderWorkerTemplate.workerTemplate", "template"),
        ],
    ),
    (
        "jobsets",
        None,
        [("jobset.x-k8s.io", "*", ["jobsets"])],
        [("spec.replicatedJobs[*].template.spec.template", "template")],
    ),
    (
        "volcano",
        None,
        [("batch.volcano.sh", "*", ["cronjobs", "jobs"])],
        [("spec.tasks[*].template", "template"), ("spec.jobTemplate.spec.tasks[*].template", "template")],
    ),
    (
        "kubeflow",
        "Kubeflow's training jobs: a map of roles each, under a name of their own.",
        [("kubeflow.org", "*", ["jaxjobs", "mpijobs", "paddlejobs", "pytorchjobs", "tfjobs", "xgboostjobs"])],
        [
            (f"spec.{framework}ReplicaSpecs{{*}}.template", "template")
            for framework in ["jax", "mpi", "paddle", "pytorch", "tf", "xgb"]
        ],
    ),
    (
        "trainer",
        "Kubeflow Trainer: a job, and the runtimes that its pods come from.",
        [("trainer.kubeflow.org", "*", ["clustertrainingruntimes", "trainingruntimes", "trainjobs"])],
        [
            ("spec.trainer.resourcesPerNode", "resources"),
            ("spec.template.spec.replicatedJobs[*].template.spec.template", "template"),
            ("spec.podTemplateOverrides[*].spec", "spec"),
            (
                "spec.runtimePatches[*].trainingRuntimeSpec.template.spec.replicatedJobs[*].template.spec.template",
                "template",
            ),
        ],
    ),
    ("rollouts", None, [("argoproj.io", "*", ["rollouts"])], [("spec.template", "template")]),
    (
        "appwrappers",
        "An AppWrapper holds whole objects of any kind, which CEL cannot walk: all of them go to the gate. Ignore, or one\n"
        "  # without a slice would have to wait for it, too; the Pods inside are judged in any case.",
        [("workload.codeflare.dev", "*", ["appwrappers"])],
        None,
    ),
]

HEADER = f"""\
# By this the API server asks the gate. Made by scripts/webhook-configuration.py: change that, not this.
#
# Only objects that ask for {PREFIX}... reach the gate: the API server finds that out by itself, with the matchConditions.
# All else is admitted without it, so failurePolicy: Fail stops nobody else's work while the gate is away. Where an object
# lacks a field, or has something else there than it should, a condition is false and never an error, which would refuse the
# object. Neither do objects that are being deleted, nor updates of what the gate does not look at: finalizers can be taken
# off at any time (a Job's controller takes one off each Pod that has ended), owners and status written.
#
# The certificate authority (caBundle) is put in by scripts/install.sh, by cert-manager or by `mig-gate certs rotate`.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: mig-gate
  labels:
    app.kubernetes.io/component: webhook-configuration
  annotations:
    # Behind everything else, or it would refuse what there is nobody to ask about yet.
    argocd.argoproj.io/sync-wave: "10"
webhooks:
"""

# Before the condition that asks for slices, which is dearer.
CONDITIONS = """\
      - name: is-not-being-deleted
        expression: >-
          !(type(object) == map && has(object.metadata) && type(object.metadata) == map &&
          has(object.metadata.deletionTimestamp))
      - name: is-new-or-changed
        expression: |-
          type(object) != map || type(oldObject) != map ||
          ['spec', 'template'].exists(f, (f in object) != (f in oldObject) ||
            f in object && f in oldObject && dyn(object[f]) != dyn(oldObject[f])) ||
          !has(object.metadata) || type(object.metadata) != map ||
          !has(oldObject.metadata) || type(oldObject.metadata) != map ||
          ['labels', 'annotations'].exists(f, (f in object.metadata) != (f in oldObject.metadata) ||
            f in object.metadata && f in oldObject.metadata && dyn(object.metadata[f]) != dyn(oldObject.metadata[f]))
"""

POLICY = """\
  # The policy itself. Ignore: a policy can be mended while the gate is away. No matchConditions: the label decides.
  - name: policy.mig-gate.io
    rules:
      - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [CREATE, UPDATE], scope: Namespaced}
    objectSelector:
      matchLabels: {mig-gate.io/policy: "true"}
    namespaceSelector:
      matchLabels: {kubernetes.io/metadata.name: mig-gate}
    failurePolicy: Ignore
"""

COMMON = """\
    matchPolicy: Equivalent
    sideEffects: NoneOnDryRun
    timeoutSeconds: 3
    admissionReviewVersions: [v1]
    clientConfig:
      service: {name: mig-gate, namespace: mig-gate, path: /validate, port: 443}
"""

ELSEWHERE = """\
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, mig-gate]}
"""


def tree(paths):
    """The paths as one tree: steps to subtrees; under None the shapes that end here."""
    root = {}
    for path, shape in paths:
        node = root
        for step in path.replace("[*]", ".[*]").replace("{*}", ".{*}").split("."):
            if step:
                node = node.setdefault(step, {})
        node.setdefault(None, []).append(shape)
    return root


def each(place):
    """What stands at a place, to go through. Google's checker in C++ wants to be told that what an index gives may be a list."""
    return f"dyn({place})" if place.endswith("]") else place


def amounts(map_):
    return [f"{each(map_)}.exists(n, n.startsWith('{PREFIX}'))"]


def resources(map_):
    return [
        f"['limits', 'requests'].exists(r, r in {map_} && type({map_}[r]) == map &&",
        *indented(joined(amounts(f"{map_}[r]"), ")")),
    ]


def container(map_):
    return guarded(f"{map_}.resources", "map", resources(f"{map_}.resources"))


def pod_spec(map_):
    return [
        # A list of one, to have a short name for it.
        f"[{each(map_)}].exists(s,",
        f"  ['containers', 'initContainers'].exists(l, l in s && type(s[l]) == list && {each('s[l]')}.exists(c, type(c) == map &&",
        *indented(indented(joined(container("c"), ")))"))),
    ]


def template(map_):
    return guarded(f"{map_}.spec", "map", pod_spec(f"{map_}.spec"))


SHAPES = {"template": template, "spec": pod_spec, "container": container, "resources": resources, "list": amounts}


def indented(lines):
    return ["  " + line for line in lines]


def joined(lines, tail):
    return lines[:-1] + [lines[-1] + tail]


def guarded(place, type_, lines):
    """Lines that hold only where something of the kind stands at the place."""
    guard = f"has({place}) && type({place}) == {type_} &&"
    return [guard, *lines]


def any_of(alternatives):
    if len(alternatives) == 1:
        return alternatives[0]
    lines = ["("]
    for index, alternative in enumerate(alternatives):
        lines += indented(joined(alternative, " ||" if index + 1 < len(alternatives) else ""))
    return lines + [")"]


def element_name(place):
    field = place.split(".")[-1]
    return field[:-1] if field.endswith("s") else field + "Element"


def expression(node, place, names="fghi"):
    """What is true where a slice is asked for somewhere below a place, which holds a map or, before [*], a list."""
    alternatives = [SHAPES[shape](place) for shape in node.get(None, [])]
    # Fields that hold the same are looked at in one go, under a name of their own.
    alike = {}
    for step, child in node.items():
        if step is not None:
            alike.setdefault(json.dumps(list(child.items())), []).append((step, child))
    for group in alike.values():
        step, child = group[0]
        if len(group) > 1:
            fields = ", ".join(f"'{field}'" for field, _ in group)
            inner = f"{place}[{names[0]}]"
            lines = [f"[{fields}].exists({names[0]}, {names[0]} in {place} && type({inner}) == {kind(child)} &&"]
            lines += indented(joined(expression(child, inner, names[1:]), ")"))
        elif step == "[*]":
            element = element_name(place)
            lines = [f"{each(place)}.exists({element}, type({element}) == map &&"]
            lines += indented(joined(expression(child, element, names), ")"))
        elif step == "{*}":
            lines = [f"{each(place)}.exists(k, type({place}[k]) == map &&"]
            lines += indented(joined(expression(child, f"{place}[k]", names), ")"))
        else:
            inner = f"{place}.{step}"
            lines = guarded(inner, kind(child), expression(child, inner, names))
        alternatives.append(lines)
    return any_of(alternatives)


def kind(node):
    return "list" if "[*]" in node else "map"


def gathered(places, paths):
    """What is true where a slice is asked for below one of several places, which hold maps that look alike."""
    lines = ["("]
    for index, place in enumerate(places):
        steps = place.split(".")
        so_far = [".".join(["o", *steps[: count + 1]]) for count in range(len(steps))]
        guards = " && ".join(f"has({step}) && type({step}) == map" for step in so_far)
        plus = "+ " if index else ""
        lines += indented([f"{plus}[object].filter(o, {guards})", f"  .map(o, o.{place})"])
    return lines + [").exists(x,"] + indented(joined(expression(tree(paths), "x"), ")"))


def webhook(name, comment, rules, paths, alike=None):
    text = f"  # {comment}\n" if comment else ""
    text += f"  - name: {name}.mig-gate.io\n    rules:\n"
    for group, version, plurals in rules:
        text += (
            f'      - apiGroups: ["{group}"]\n        apiVersions: ["{version}"]\n'
            f"        resources: [{', '.join(plurals)}]\n        operations: [CREATE, UPDATE]\n"
        )
    text += "    matchConditions:\n"
    text += CONDITIONS
    if paths:
        text += "      - name: asks-for-a-slice\n        expression: |-\n"
        condition = expression(tree(paths), "object")
        if alike:
            condition = any_of([condition, gathered(*alike)])
        for line in ["type(object) == map &&", *condition]:
            text += f"          {line}\n"
    return text + ELSEWHERE + f"    failurePolicy: {'Fail' if paths else 'Ignore'}\n" + COMMON


if __name__ == "__main__":
    print(HEADER + "\n".join(webhook(*row) for row in WEBHOOKS) + "\n" + POLICY + COMMON, end="")
