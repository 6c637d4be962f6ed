// Makes this computer a counter of its operator's: by a provisioning file, or by a one-time code where the
// installation knows the operator. Each step is told as it is done; a try that failed can be made again with
// the same file, and one that has succeeded says so. Where the network is missing the file is kept for the
// next start. The same shop once more, because its enrolment was revoked or its key is lost, takes a newer
// file and that it is said; what waits to be sent stays and goes on. GUI thread, or the only thread of a
// command; needs an event loop.
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/counter/provisioning_check.h"
#include "app/counter/shop_file.h"
#include "app/counter/shop_settling.h"
#include "core/log.h"
#include "store/device_identity.h"
#include "sync/enrolment_client.h"
#include "sync/https_gateway_client.h"

namespace countersign {

struct ProvisionerParts {
    std::filesystem::path state;
    TpmChoice tpm;
    std::filesystem::path machineFile;  // the operator's public files lie beside it
    std::filesystem::path officeFile;   // another file of the office's keys than the machine's; empty: none
    std::string shop;                   // which one this computer is for; empty: any
    std::string operatorUrl;            // for a code
    bool newShop = false;               // a counter of another shop goes over to this one
    bool again = false;                 // one that was set up is set up again, by a newer file
    const Clock& clock;
    WallTime builtOn;
    Log& log;
};

enum class ProvisionStep { Checked = 1, Asking, Enrolled, Settled };

struct ProvisionOutcome {
    enum class End { Done = 1, WasDone, Refused, TryLater };
    End end = End::Refused;
    // Of the last two; of Done what could not be written yet, which the next start makes up for.
    std::optional<Error> error;
    std::string shop, shopName;  // as far as known; of a code: none
    std::string device;          // Done: the counter's id
    std::string keptBy;          // Done: "tpm" or "file"
    bool kept = false;           // TryLater: the file is tried again at the next start
    bool newer = false;          // WasDone: the file is newer than the one that was used
};

class Provisioner final : public QObject {
    Q_OBJECT
  public:
    // Clock and log outlive it.
    explicit Provisioner(ProvisionerParts parts, QObject* parent = nullptr);
    ~Provisioner() override;

    [[nodiscard]] bool busy() const { return m_busy; }
    // What a code needs besides: the operator's address and authority. False: only a file will do.
    [[nodiscard]] bool canTakeCode() const;
    [[nodiscard]] const std::string& operatorUrl() const { return m.operatorUrl; }
    // A file that waits for the network since an earlier try.
    [[nodiscard]] bool hasKept() const;

    // Each ends with finished(), possibly from within; nothing happens while one is under way.
    void byFile(const std::filesystem::path& file);
    void byBytes(Result<Bytes> read);  // what readProvisioningFile() said
    void byKept();
    void byCode(const std::string& typed);

  Q_SIGNALS:
    // `provisioning` is null for a code.
    void stepped(countersign::ProvisionStep step, const countersign::Provisioning* provisioning);
    void finished(const countersign::ProvisionOutcome& outcome);

  private:
    [[nodiscard]] Result<std::vector<VerifyingKey>> office() const;
    [[nodiscard]] Result<std::string> authority() const;
    void begin(Bytes file);
    // What this counter was before; what ends it is told.
    enum class Goes { On = 1, Ended };
    [[nodiscard]] Goes besideWhatIsThere();
    void enrol(const std::string& code, GatewayAddress address, std::vector<VerifyingKey> office);
    void enrolled(const Result<DeviceIdentity>& identity);
    [[nodiscard]] Status prepare();  // what is written once the operator has enrolled it
    void keep();
    // Whether what is tried is the file that was kept, and not another one or a code.
    [[nodiscard]] bool isKept() const;
    [[nodiscard]] bool canNeverSucceed(ErrorCode code) const;
    // False: another process does it, which is told.
    [[nodiscard]] bool hold();
    void refuse(const Error& error);
    void end(ProvisionOutcome outcome);

    ProvisionerParts m;
    IdentityFolder m_folder;
    bool m_busy = false;
    std::optional<FolderLock> m_held;  // while busy
    bool m_first = true;               // nothing was enrolled here before
    bool m_pending = false;            // the shop's file waits for the operator's answer
    std::optional<KeyAside> m_aside;   // until the operator has enrolled another
    Bytes m_file;
    std::optional<Provisioning> m_made;
    std::unique_ptr<HttpsGatewayClient> m_client;
    std::unique_ptr<EnrolmentClient> m_enrolment;
};

// Of any size; waits for the medium. What is too large is told as that by byBytes(). FileUnreadable.
[[nodiscard]] Result<Bytes> readProvisioningFile(const std::filesystem::path& file);

// Whether the same file may well succeed later: the line or the operator failed, not the file.
[[nodiscard]] bool mayPass(const Error& error);

}  // namespace countersign
