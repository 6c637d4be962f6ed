#include "store/tpm_key.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/files.h"
#include "protocol/ecdsa_p256.h"
#include "store/identity_failures.h"
#include "store/tpm_session.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using namespace identity;

// Through the kernel's resource manager, so that other programs may use the TPM meanwhile.
constexpr const char* kTpmDevice = "/dev/tpmrm0";

constexpr std::array<std::uint8_t, 8> kHead{
    'C', 'S', 'T', 'K', 1, static_cast<std::uint8_t>(SignatureAlgorithm::EcdsaP256), 0, 0};
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kFixedBytes = kHead.size() + kP256PointBytes + kHashBytes + kHashBytes;
constexpr std::size_t kLargestFile = 4096;

Result<TpmKeyBlob> parse(ByteView bytes) {
    if (bytes.size() <= kFixedBytes || !std::equal(kHead.begin(), kHead.end(), bytes.begin())) {
        return failure(damaged("device key: not a key file of a TPM"));
    }
    const auto hashed = bytes.first(bytes.size() - kHashBytes);
    const auto hash = sha256(hashed);
    if (!std::equal(hash.begin(), hash.end(), bytes.end() - kHashBytes)) {
        return failure(damaged("device key: the file differs from its hash"));
    }
    const auto copy = [](ByteView part) { return Bytes(part.begin(), part.end()); };
    const auto rest = hashed.subspan(kHead.size());
    return TpmKeyBlob{copy(rest.first(kP256PointBytes)), copy(rest.subspan(kP256PointBytes + kHashBytes)),
                      copy(rest.subspan(kP256PointBytes, kHashBytes))};
}

Result<TpmKeyBlob> readBlob(const fs::path& file) {
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return failure(damaged("device key: " + bytes.error().detail));
    return parse(*bytes);
}

}  // namespace

std::string tpmOfThisComputer() {
    std::error_code ignored;
    return fs::exists(kTpmDevice, ignored) ? std::string("device:") + kTpmDevice : std::string();
}

TpmSigningKey::TpmSigningKey(std::string tcti, TpmKeyBlob blob)
    : m_tcti(std::move(tcti)),
      m_blob(std::move(blob)),
      m_public{SignatureAlgorithm::EcdsaP256, m_blob.point} {}

Result<TpmSigningKey> TpmSigningKey::create(const std::string& tcti) {
    auto session = TpmSession::open(tcti);
    if (!session) return failure(session.error());
    auto blob = session->createKey();
    if (!blob) return failure(blob.error());
    // Before anybody is told of the key: a TPM that makes keys and can't sign is none.
    if (const auto proven = session->sign(*blob, toBytes("countersign-tpm-trial")); !proven) {
        return failure(proven.error());
    }
    return TpmSigningKey(tcti, std::move(*blob));
}

Result<VerifyingKey> TpmSigningKey::readPublic(const fs::path& file) {
    const auto blob = readBlob(file);
    if (!blob) return failure(blob.error());
    return VerifyingKey{SignatureAlgorithm::EcdsaP256, blob->point};
}

Result<TpmSigningKey> TpmSigningKey::read(const fs::path& file, const std::string& tcti) {
    auto blob = readBlob(file);
    if (!blob) return failure(blob.error());
    auto session = TpmSession::open(tcti);
    if (!session) return failure(session.error());
    if (const auto taken = session->tryKey(*blob); !taken) return failure(taken.error());
    return TpmSigningKey(tcti, std::move(*blob));
}

Status TpmSigningKey::write(const fs::path& file) const {
    Bytes bytes(kHead.begin(), kHead.end());
    for (const auto* part : {&m_blob.point, &m_blob.parent, &m_blob.wrapped}) {
        bytes.insert(bytes.end(), part->begin(), part->end());
    }
    const auto hash = sha256(bytes);
    bytes.insert(bytes.end(), hash.begin(), hash.end());
    return writeFileDurably(file, bytes);  // its temp file is made with mode 0600 and renamed
}

Result<Bytes> TpmSigningKey::sign(ByteView message) const {
    const std::lock_guard lock(*m_oneAtATime);
    auto session = TpmSession::open(m_tcti);
    if (!session) return failure(session.error());
    return session->sign(m_blob, message);
}

}  // namespace countersign
