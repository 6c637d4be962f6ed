#include "store/tpm_session.h"

#include <tss2/tss2_esys.h>
#include <tss2/tss2_tctildr.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "protocol/ecdsa_p256.h"
#include "store/identity_failures.h"

namespace countersign {
namespace {

using namespace identity;

struct EsysFree {
    void operator()(void* memory) const noexcept { Esys_Free(memory); }
};
template <class T>
using Owned = std::unique_ptr<T, EsysFree>;

std::string withCode(const char* call, TSS2_RC code) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s: 0x%x", call, static_cast<unsigned>(code));
    return text.data();
}

// Either kind of P-256 key; the parent wraps others, the signing key signs and nothing else.
TPM2B_PUBLIC p256Template(TPMA_OBJECT attributes) {
    TPM2B_PUBLIC area{};
    auto& key = area.publicArea;
    key.type = TPM2_ALG_ECC;
    key.nameAlg = TPM2_ALG_SHA256;
    // No dictionary attack to fear, there is no password: and so nobody can lock the counter out by guessing
    // at another key of this TPM.
    key.objectAttributes = attributes | TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT |
                           TPMA_OBJECT_SENSITIVEDATAORIGIN | TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_NODA;
    auto& ecc = key.parameters.eccDetail;
    ecc.curveID = TPM2_ECC_NIST_P256;
    ecc.kdf.scheme = TPM2_ALG_NULL;
    ecc.scheme.scheme = TPM2_ALG_NULL;
    ecc.symmetric.algorithm = TPM2_ALG_NULL;
    return area;
}

// The same one each time from the same seed of the owner hierarchy, so that none has to be stored in the TPM.
TPM2B_PUBLIC parentTemplate() {
    auto area = p256Template(TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT);
    auto& symmetric = area.publicArea.parameters.eccDetail.symmetric;
    symmetric.algorithm = TPM2_ALG_AES;
    symmetric.keyBits.aes = 128;
    symmetric.mode.aes = TPM2_ALG_CFB;
    return area;
}

TPM2B_PUBLIC signingTemplate() {
    auto area = p256Template(TPMA_OBJECT_SIGN_ENCRYPT);
    auto& scheme = area.publicArea.parameters.eccDetail.scheme;
    scheme.scheme = TPM2_ALG_ECDSA;
    scheme.details.ecdsa.hashAlg = TPM2_ALG_SHA256;
    return area;
}

ByteView view(const TPM2B_ECC_PARAMETER& from) {
    return {from.buffer, std::min<std::size_t>(from.size, sizeof from.buffer)};
}

Result<Bytes> pointOf(const TPM2B_PUBLIC& area) {
    const auto& unique = area.publicArea.unique.ecc;
    return p256Point(view(unique.x), view(unique.y));
}

// Whatever the parameter or session that the answer points at.
TSS2_RC formatOneCode(TSS2_RC code) {
    const bool fromTpm = (code & TSS2_RC_LAYER_MASK) == TSS2_TPM_RC_LAYER;
    return fromTpm && (code & TPM2_RC_FMT1) != 0 ? code & (TPM2_RC_FMT1 | 0x3fU) : code;
}

}  // namespace

struct TpmSession::Connection {
    TSS2_TCTI_CONTEXT* tcti = nullptr;
    ESYS_CONTEXT* esys = nullptr;
};

void TpmSession::Hangup::operator()(Connection* connection) const noexcept {
    if (connection->esys != nullptr) Esys_Finalize(&connection->esys);
    if (connection->tcti != nullptr) Tss2_TctiLdr_Finalize(&connection->tcti);
    delete connection;
}

// A key loaded in the TPM, given up with the object: there is room for three.
class TpmSession::Object {
  public:
    Object(ESYS_CONTEXT* esys, ESYS_TR handle) : m_esys(esys), m_handle(handle) {}
    Object(Object&& other) noexcept
        : m_esys(other.m_esys), m_handle(std::exchange(other.m_handle, ESYS_TR_NONE)) {}
    Object& operator=(Object&&) = delete;
    ~Object() {
        // Nothing can be done about a refusal; the handle goes with the connection.
        if (m_handle != ESYS_TR_NONE) static_cast<void>(Esys_FlushContext(m_esys, m_handle));
    }
    [[nodiscard]] ESYS_TR handle() const { return m_handle; }

  private:
    ESYS_CONTEXT* m_esys;
    ESYS_TR m_handle;
};

TpmSession::TpmSession(std::unique_ptr<Connection, Hangup> connection)
    : m_connection(std::move(connection)) {}

Result<TpmSession> TpmSession::open(const std::string& tcti) {
    if (tcti.empty()) return failure(tpmMissing("this computer has no TPM"));
    std::unique_ptr<Connection, Hangup> connection(new Connection);
    if (const auto code = Tss2_TctiLdr_Initialize(tcti.c_str(), &connection->tcti); code != TSS2_RC_SUCCESS) {
        return failure(tpmMissing(withCode(("TPM at " + tcti).c_str(), code)));
    }
    if (const auto code = Esys_Initialize(&connection->esys, connection->tcti, nullptr);
        code != TSS2_RC_SUCCESS) {
        return failure(tpmMissing(withCode("TPM not started", code)));
    }
    return TpmSession(std::move(connection));
}

Result<TpmSession::Object> TpmSession::makeParent(Bytes& parent) {
    const auto area = parentTemplate();
    const TPM2B_SENSITIVE_CREATE noPassword{};
    const TPM2B_DATA noInfo{};
    const TPML_PCR_SELECTION noPcr{};
    ESYS_TR handle = ESYS_TR_NONE;
    TPM2B_PUBLIC* made = nullptr;
    const auto code =
        Esys_CreatePrimary(m_connection->esys, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE,
                           &noPassword, &area, &noInfo, &noPcr, &handle, &made, nullptr, nullptr, nullptr);
    if (code != TSS2_RC_SUCCESS) return failure(tpmFailed(withCode("TPM2_CreatePrimary", code)));
    Object object(m_connection->esys, handle);
    const Owned<TPM2B_PUBLIC> owned(made);
    const auto point = pointOf(*owned);
    if (!point) return failure(tpmFailed("parent key: " + point.error().detail));
    parent = sha256(*point);
    return object;
}

Result<TpmKeyBlob> TpmSession::createKey() {
    TpmKeyBlob blob;
    const auto parent = makeParent(blob.parent);
    if (!parent) return failure(parent.error());
    const auto area = signingTemplate();
    const TPM2B_SENSITIVE_CREATE noPassword{};
    const TPM2B_DATA noInfo{};
    const TPML_PCR_SELECTION noPcr{};
    TPM2B_PRIVATE* wrapped = nullptr;
    TPM2B_PUBLIC* made = nullptr;
    const auto code =
        Esys_Create(m_connection->esys, parent->handle(), ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE,
                    &noPassword, &area, &noInfo, &noPcr, &wrapped, &made, nullptr, nullptr, nullptr);
    if (code != TSS2_RC_SUCCESS) return failure(tpmFailed(withCode("TPM2_Create", code)));
    const Owned<TPM2B_PRIVATE> ownedWrapped(wrapped);
    const Owned<TPM2B_PUBLIC> ownedPublic(made);
    auto point = pointOf(*ownedPublic);
    if (!point) return failure(tpmFailed("new key: " + point.error().detail));
    blob.point = std::move(*point);
    blob.wrapped.assign(ownedWrapped->buffer, ownedWrapped->buffer + ownedWrapped->size);
    return blob;
}

Result<TpmSession::Object> TpmSession::load(const TpmKeyBlob& key) {
    Bytes present;
    const auto parent = makeParent(present);
    if (!parent) return failure(parent.error());
    if (present != key.parent) {
        return failure(keyOfAnotherTpm("the device key was made by another TPM, or this one was cleared"));
    }
    // Public half from the template and the point: what the TPM does not know as its own it won't load.
    auto area = signingTemplate();
    TPM2B_PRIVATE wrapped{};
    auto& unique = area.publicArea.unique.ecc;
    if (key.point.size() != kP256PointBytes || key.wrapped.size() > sizeof wrapped.buffer) {
        return failure(damaged("device key of a wrong length"));
    }
    unique.x.size = unique.y.size = kP256FieldBytes;
    std::copy_n(key.point.begin() + 1, kP256FieldBytes, unique.x.buffer);
    std::copy_n(key.point.begin() + 1 + kP256FieldBytes, kP256FieldBytes, unique.y.buffer);
    wrapped.size = static_cast<UINT16>(key.wrapped.size());
    std::copy(key.wrapped.begin(), key.wrapped.end(), wrapped.buffer);
    ESYS_TR handle = ESYS_TR_NONE;
    const auto code = Esys_Load(m_connection->esys, parent->handle(), ESYS_TR_PASSWORD, ESYS_TR_NONE,
                                ESYS_TR_NONE, &wrapped, &area, &handle);
    if (formatOneCode(code) == TPM2_RC_INTEGRITY) {
        return failure(damaged("the TPM does not know the device key: its file was changed"));
    }
    if (code != TSS2_RC_SUCCESS) return failure(tpmFailed(withCode("TPM2_Load", code)));
    return Object(m_connection->esys, handle);
}

Status TpmSession::tryKey(const TpmKeyBlob& key) {
    const auto loaded = load(key);
    if (!loaded) return failure(loaded.error());
    return {};
}

Result<Bytes> TpmSession::sign(const TpmKeyBlob& key, ByteView message) {
    const auto loaded = load(key);
    if (!loaded) return failure(loaded.error());
    const auto hash = sha256(message);
    TPM2B_DIGEST digest{};
    digest.size = static_cast<UINT16>(hash.size());
    std::copy(hash.begin(), hash.end(), digest.buffer);
    TPMT_SIG_SCHEME scheme{};
    scheme.scheme = TPM2_ALG_ECDSA;
    scheme.details.ecdsa.hashAlg = TPM2_ALG_SHA256;
    // The key is not restricted, so the TPM need not have made the hash itself: an empty ticket.
    TPMT_TK_HASHCHECK ticket{};
    ticket.tag = TPM2_ST_HASHCHECK;
    ticket.hierarchy = TPM2_RH_NULL;
    TPMT_SIGNATURE* raw = nullptr;
    const auto code = Esys_Sign(m_connection->esys, loaded->handle(), ESYS_TR_PASSWORD, ESYS_TR_NONE,
                                ESYS_TR_NONE, &digest, &scheme, &ticket, &raw);
    if (code != TSS2_RC_SUCCESS) return failure(tpmFailed(withCode("TPM2_Sign", code)));
    const Owned<TPMT_SIGNATURE> made(raw);
    const auto& ecdsa = made->signature.ecdsa;
    auto signature = p256Signature(view(ecdsa.signatureR), view(ecdsa.signatureS));
    if (!signature) return failure(tpmFailed("TPM2_Sign: " + signature.error().detail));
    // A chip that fails signs wrongly before it stops; such a record would wait at the operator for ever.
    if (const auto good = verifyP256(key.point, message, *signature); !good) {
        return failure(tpmFailed("TPM2_Sign: the signature does not fit the key"));
    }
    return signature;
}

}  // namespace countersign
