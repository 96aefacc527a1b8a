#!/usr/bin/env python3
"""Gives the one image of an OCI layout the name under which container engines shall keep it.

    scripts/image-name.py FOLDER mig-gate:VERSION

containerd, podman and Docker with containerd's store read the name in an annotation of index.json; Docker's own store reads
manifest.json, as `docker save` writes it, and knows nothing else.
"""

import json
import sys


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    folder, name = sys.argv[1:]

    def blob(descriptor):
        return "blobs/" + descriptor["digest"].replace(":", "/")

    with open(f"{folder}/index.json") as file:
        index = json.load(file)
    (image,) = index["manifests"]
    image["annotations"]["io.containerd.image.name"] = f"docker.io/library/{name}"
    with open(f"{folder}/{blob(image)}") as file:
        manifest = json.load(file)
    entry = {"Config": blob(manifest["config"]), "RepoTags": [name], "Layers": [blob(layer) for layer in manifest["layers"]]}
    for file_name, content in (("index.json", index), ("manifest.json", [entry])):
        with open(f"{folder}/{file_name}", "w") as file:
            json.dump(content, file, sort_keys=True)


main()
