#include "protocol/hash.h"

#include <sodium.h>

namespace countersign {

Sha256 sha256Of(ByteView bytes) {
    static_assert(std::tuple_size_v<Sha256> == crypto_hash_sha256_BYTES);
    Sha256 hash{};
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    return hash;
}

}  // namespace countersign
