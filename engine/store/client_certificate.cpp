#include "store/client_certificate.h"

#include <optional>

#include "core/files.h"
#include "protocol/certificate.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

// A key and a certificate in PEM have 1 KiB.
constexpr std::size_t kLargestFile = 16U * 1024U;

struct InForce {
    std::string pem;
    WallTime until;
};

std::optional<TlsKey> keyIn(const fs::path& file) {
    auto bytes = readFile(file, kLargestFile);
    if (!bytes) return std::nullopt;
    auto key = readTlsKey({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    wipe(*bytes);
    if (!key) return std::nullopt;
    return std::move(*key);
}

// The key stands first and the certificate after it, as TLS programs expect it.
std::optional<InForce> inForceIn(const fs::path& file, const DeviceId& counter) {
    auto key = keyIn(file);
    if (!key) return std::nullopt;
    const auto certificates = certificatesIn(key->pem);
    if (!certificates) return std::nullopt;
    const auto subject = subjectOf(certificates->front());
    if (!subject || subject->commonName != counter.hex() || subject->publicKey != key->publicKey)
        return std::nullopt;
    return InForce{std::move(key->pem), subject->until};
}

}  // namespace

ClientCertificate::ClientCertificate(const fs::path& folder, DeviceId counter)
    : m_inForce(folder / "client.pem"), m_next(folder / "client.next"), m_counter(counter) {}

std::string ClientCertificate::pem() const {
    auto found = inForceIn(m_inForce, m_counter);
    return found ? std::move(found->pem) : std::string();
}

Result<Bytes> ClientCertificate::wanted(WallTime now, Renew renew) const {
    const auto present = inForceIn(m_inForce, m_counter);
    if (renew == Renew::WhenDue && present && present->until - now > kRenewCertificateBefore) return Bytes();
    // The key of a contact that was not answered is asked for again.
    if (const auto waiting = keyIn(m_next)) return waiting->publicKey;
    auto key = makeTlsKey();
    if (!key) return failure(key.error());
    auto text = toBytes(key->pem);
    const auto kept = writeFileDurably(m_next, text);
    wipe(text);
    if (!kept) return failure(kept.error());
    return key->publicKey;
}

Status ClientCertificate::take(ByteView der) const {
    const auto key = keyIn(m_next);
    if (const auto ours = checkSubject(der, m_counter.hex(), key ? key->publicKey : Bytes()); !ours)
        return ours;
    auto text = toBytes(key->pem + toPem({Bytes(der.begin(), der.end())}));
    const auto kept = writeFileDurably(m_inForce, text);
    wipe(text);
    if (!kept) return kept;
    std::error_code gone;
    fs::remove(m_next, gone);  // if it stays it is a key that nobody has certified
    return {};
}

}  // namespace countersign
