"""A Secret as the kubelet mounts it: files that are links through `..data`, which is swapped whole."""

import itertools
import os
import shutil


class Volume:
    _numbers = itertools.count(1)

    def __init__(self, folder, data):
        self._folder = folder
        os.makedirs(folder)
        self.data = None
        self.update(data)
        for name in data:
            os.symlink(os.path.join("..data", name), os.path.join(folder, name))

    def path(self, name):
        return os.path.join(self._folder, name)

    def update(self, data):
        """Writes the files into a new folder, and has `..data` point there in one step."""
        version = f"..version-{next(Volume._numbers)}"
        os.mkdir(self.path(version))
        for name, content in data.items():
            with open(os.path.join(self.path(version), name), "wb") as file:
                file.write(content)
        link = self.path("..data")
        before = os.readlink(link) if os.path.islink(link) else None
        os.symlink(version, self.path("..data_tmp"))
        os.rename(self.path("..data_tmp"), link)
        if before is not None:
            shutil.rmtree(self.path(before))
        self.data = data
