"""A pair of glasses of our own: two rounded frames, a bridge, two temples and thin lenses."""
import numpy as np

FRAME_UV, LENS_UV = (4.0, 4.0), (12.0, 4.0)  # px in the 16x8 texture
TUBE_SIDES = 8


def _tube(path, radius, closed):
    """A tube of TUBE_SIDES along `path` (n x 3); returns vertices, triangles."""
    n = len(path)
    ahead = np.roll(path, -1, 0) - np.roll(path, 1, 0) if closed else np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    # Seed the ring's orientation with whichever axis is not along the path.
    axis = np.array([0.0, 1.0, 0.0]) if np.abs(ahead[:, 1]).max() < 0.9 else np.array([0.0, 0.0, 1.0])
    side = np.cross(ahead, axis)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, ahead)
    angle = np.arange(TUBE_SIDES) * 2 * np.pi / TUBE_SIDES
    ring = side[:, None] * np.cos(angle)[:, None] + up[:, None] * np.sin(angle)[:, None]
    vertices = (path[:, None] + radius * ring).reshape(-1, 3)
    triangles = []
    for i in range(n if closed else n - 1):
        for k in range(TUBE_SIDES):
            a, b = i * TUBE_SIDES + k, i * TUBE_SIDES + (k + 1) % TUBE_SIDES
            c, d = ((i + 1) % n) * TUBE_SIDES + k, ((i + 1) % n) * TUBE_SIDES + (k + 1) % TUBE_SIDES
            triangles += [(a, c, b), (b, c, d)]
    return vertices, np.array(triangles)


def _rim(centre, width, height, sharpness, tilt):
    """A superellipse in a plane that leans back to the temple side by `tilt`."""
    t = np.arange(40) * 2 * np.pi / 40
    power = 2.0 / sharpness
    x = width * np.sign(np.cos(t)) * np.abs(np.cos(t)) ** power
    y = height * np.sign(np.sin(t)) * np.abs(np.sin(t)) ** power
    return centre + np.stack([x, y, -tilt * x], 1)


def make_glasses(shape, left_eye, right_eye, spec):
    """shape: body vertices. spec: colour (RGB 0..255), roundness 2 (round) .. 5 (square), size."""
    size = spec.get("size", 1.0)
    head = shape[(shape[:, 1] > left_eye[1] - 1.2)]
    parts, triangles, uv, at = [], [], [], 0

    def add(vertices, faces, where):
        nonlocal at
        parts.append(vertices)
        triangles.append(faces + at)
        uv.append(np.tile(np.array(where), (len(faces), 3, 1)))
        at += len(vertices)

    # Rest on the bridge of the nose, in front of the brows.
    across = np.abs(head[:, 0])
    nose = head[(across < 0.08) & (np.abs(head[:, 1] - left_eye[1]) < 0.12)][:, 2].max()
    brow = head[(across < 0.6) & (np.abs(head[:, 1] - left_eye[1]) < 0.35) & (across > 0.12)][:, 2].max()
    front = max(nose, brow) + 0.05
    half = abs(left_eye[0] - right_eye[0]) / 2
    middle = (left_eye[0] + right_eye[0]) / 2
    rim_width, rim_height = 0.255 * size, 0.185 * size
    for sign, eye in ((1, left_eye), (-1, right_eye)):
        centre = np.array([middle + sign * (half + 0.02), eye[1] - 0.03, front - 0.02])
        rim = _rim(centre, rim_width, rim_height, spec.get("roundness", 3.0), 0.12 * sign)
        add(*_tube(rim, 0.010, closed=True), FRAME_UV)
        lens = np.vstack([centre[None], rim])
        fan = np.array([(0, 1 + i, 1 + (i + 1) % len(rim)) for i in range(len(rim))])
        add(lens, fan, LENS_UV)
        outer = centre + np.array([sign * rim_width, 0.09 * size, -0.12 * rim_width])
        # The temple runs back along the side of the head to the ear.
        run = [outer]
        for back in (0.1, 0.45, 0.85):
            near = head[(np.abs(head[:, 1] - outer[1]) < 0.1) & (np.abs(head[:, 2] - eye[2] + back) < 0.1)]
            wide = (sign * near[:, 0]).max() + 0.02
            run.append(np.array([sign * max(wide, sign * outer[0] + 0.01), outer[1], eye[2] - back]))
        add(*_tube(np.array(run), 0.010, closed=False), FRAME_UV)
    gap = half + 0.02 - rim_width
    t = np.linspace(-1, 1, 9)
    bridge = np.stack([middle + t * gap, left_eye[1] + 0.02 + 0.05 * (1 - t * t), front - 0.02 + 0.04 * (1 - t * t)], 1)
    add(*_tube(bridge, 0.010, closed=False), FRAME_UV)

    texture = np.zeros((8, 16, 4), "u1")
    texture[:, :8] = tuple(spec.get("colour", (25, 22, 20))) + (255,)
    texture[:, 8:] = (200, 210, 215, 6)
    return np.vstack(parts), np.vstack(triangles), np.vstack(uv), texture
