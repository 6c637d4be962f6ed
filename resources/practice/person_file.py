"""Writes one practice person. The format is described in FORMAT.md beside this file."""
import io
import struct
import zlib

import numpy as np
from PIL import Image

MAGIC = b"CSPERSON"
VERSION = 1
KINDS = {"skin": 1, "cloth": 2, "eye": 3, "lash": 4, "hair": 5, "glasses": 6}
DETAIL_FIELDS = ("name", "document_number", "msisdn", "iccid", "imei", "language")
SMALLEST_OFFSET = 2e-4  # dm; less is invisible


def jpeg(array, quality):
    out = io.BytesIO()
    Image.fromarray(array).save(out, "JPEG", quality=quality, subsampling=0 if array.ndim == 2 else 2)
    return out.getvalue()


def text(value):
    raw = value.encode("utf-8")
    return struct.pack("<H", len(raw)) + raw


def part_bytes(part):
    """part: kind, vertices, weights, shapes (three arrays of offsets), openness, triangles,
    corner_px, texture RGBA."""
    used, inverse = np.unique(part["triangles"], return_inverse=True)
    triangles = inverse.reshape(-1, 3)
    if len(used) > 65535:
        raise SystemExit("a part has too many vertices")
    texture = part["texture"]
    height, width = texture.shape[:2]
    has_alpha = bool((texture[..., 3] < 250).any())
    out = [struct.pack("<BBHIHH", KINDS[part["kind"]], has_alpha, len(used), len(triangles), width, height)]
    out.append(part["vertices"][used].astype("<f4").tobytes())
    out.append(np.rint(part["weights"][used] * 255).astype("u1").tobytes())
    out.append(np.rint(part["openness"][used].clip(0, 1) * 255).astype("u1").tobytes())
    for offsets in part["shapes"]:
        moved = offsets[used]
        which = np.nonzero(np.abs(moved).max(1) > SMALLEST_OFFSET)[0]
        row = np.zeros(len(which), dtype=[("vertex", "<u2"), ("by", "<f4", 3)])
        row["vertex"], row["by"] = which, moved[which]
        out.append(struct.pack("<H", len(which)) + row.tobytes())
    out.append(triangles.astype("<u2").tobytes())
    scale = np.array([width - 1, height - 1])
    out.append(np.rint((part["corner_px"] / scale).clip(0, 1) * 65535).astype("<u2").tobytes())
    for picture in [jpeg(texture[..., :3], 88)] + ([jpeg(texture[..., 3], 92)] if has_alpha else []):
        out.append(struct.pack("<I", len(picture)) + picture)
    return b"".join(out)


def write_person(path, details, points, parts):
    payload = b"".join(text(details[field]) for field in DETAIL_FIELDS)
    payload += struct.pack("<9f", *np.concatenate(points))
    payload += struct.pack("<H", len(parts))
    payload += b"".join(part_bytes(part) for part in parts)
    header = MAGIC + struct.pack("<III", VERSION, len(payload), zlib.crc32(payload))
    path.write_bytes(header + payload)
    return len(header) + len(payload)
