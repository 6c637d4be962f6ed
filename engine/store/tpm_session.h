// One conversation with a TPM 2.0 over tpm2-tss, from connecting to hanging up; for tpm_key only. Nothing is
// left in the TPM. One thread; several sessions at once are the resource manager's affair.
#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "core/secret.h"
#include "store/tpm_key.h"

namespace countersign {

class TpmSession {
  public:
    // `tcti`: "device:/dev/tpmrm0", "swtpm:host=127.0.0.1,port=2321"; empty: none. TpmMissing.
    [[nodiscard]] static Result<TpmSession> open(const std::string& tcti);

    // A new P-256 key for signing that this TPM never gives away. TpmFailed.
    [[nodiscard]] Result<TpmKeyBlob> createKey();
    // DER, see protocol/ecdsa_p256.h. DeviceKeyOfAnotherTpm; TpmFailed.
    [[nodiscard]] Result<Bytes> sign(const TpmKeyBlob& key, ByteView message);
    // As sign, without signing: whether this TPM takes the key.
    [[nodiscard]] Status tryKey(const TpmKeyBlob& key);

  private:
    struct Connection;
    class Object;
    struct Hangup {
        void operator()(Connection* connection) const noexcept;
    };
    explicit TpmSession(std::unique_ptr<Connection, Hangup> connection);

    [[nodiscard]] Result<Object> makeParent(Bytes& parent);
    [[nodiscard]] Result<Object> load(const TpmKeyBlob& key);
    std::unique_ptr<Connection, Hangup> m_connection;
};

}  // namespace countersign
