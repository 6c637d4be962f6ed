// By what a counter shows itself to the operator's TLS: a key of its own for this alone (the device key may
// lie in a TPM, where TLS can't reach it) and a certificate over it, which the operator gives with a contact
// that the device key signed. It opens the front door and nothing more: every message is signed by the device
// key besides. Two files of mode 0600 in the folder of the identity. Values; any thread, one caller at a
// time.
#pragma once

#include <filesystem>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "core/secret.h"
#include "protocol/device_id.h"

namespace countersign {

// Certificates live two years. A shop that is away for weeks has to meet the operator once within this time.
inline constexpr std::chrono::hours kRenewCertificateBefore{60 * 24};

enum class Renew { WhenDue = 1, Now };  // now: the one in force is refused where it is shown

class ClientCertificate {
  public:
    ClientCertificate(const std::filesystem::path& folder, DeviceId counter);

    // Key and certificate in force as one PEM text; empty if there is none for this counter, or if what lies
    // there is damaged or another counter's: it is asked for anew then, and nothing else depends on it.
    [[nodiscard]] std::string pem() const;
    // The public key that a certificate is to be asked for; empty: the one in force is good for long enough.
    // Each certificate gets a new key, which is on the disk before anybody hears of it. Errors: those of
    // files.
    [[nodiscard]] Result<Bytes> wanted(WallTime now, Renew renew = Renew::WhenDue) const;
    // What the operator answered; in force once this returns, and after a power cut either this one is or the
    // one before. MessageMalformed for a certificate that is not this counter's or not over the key that was
    // asked for: nothing was changed.
    [[nodiscard]] Status take(ByteView der) const;

  private:
    std::filesystem::path m_inForce, m_next;
    DeviceId m_counter;
};

}  // namespace countersign
