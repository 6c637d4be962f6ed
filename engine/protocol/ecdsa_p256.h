// ECDSA over the curve P-256 with SHA-256, as a TPM signs: its one form on the wire, and the check by GnuTLS.
// Values; any thread.
//
// Public key: 65 bytes, 0x04 | x | y, both big-endian (SEC 1, uncompressed).
// Signature: DER of SEQUENCE { r INTEGER, s INTEGER }, shortest form, s not above half the group's order. For
// each (r, s) there is a second signature (r, order - s) of the same message that anybody could make without
// the key; only the lower one counts, so that a signed message can't be given other bytes on its way.
#pragma once

#include <cstddef>

#include "core/result.h"
#include "core/secret.h"

namespace countersign {

inline constexpr std::size_t kP256FieldBytes = 32;
inline constexpr std::size_t kP256PointBytes = 1 + 2 * kP256FieldBytes;

// Coordinates and numbers may come without their leading zero bytes, as some TPMs give them.
// KeyUnusable: longer than the field. Whether the point lies on the curve shows at the first check with it.
[[nodiscard]] Result<Bytes> p256Point(ByteView x, ByteView y);
// KeyUnusable: r or s is zero, too long or not below the order.
[[nodiscard]] Result<Bytes> p256Signature(ByteView r, ByteView s);

// SignatureInvalid for everything that does not fit: keys and signatures of another form or length, points
// outside the curve, the upper s, another message.
[[nodiscard]] Status verifyP256(ByteView publicKey, ByteView message, ByteView signature);

}  // namespace countersign
