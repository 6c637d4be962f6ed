#include "app/counter/provisioner.h"

#include <utility>

#include "app/counter/known_office.h"
#include "app/counter/machine_settings.h"
#include "core/files.h"
#include "protocol/certificate.h"
#include "protocol/key_text.h"
#include "protocol/refusal.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using End = ProvisionOutcome::End;

constexpr std::size_t kLargestAuthorityFile = 64U * 1024U;
constexpr std::string_view kArea = "provisioning";

bool there(const fs::path& file) {
    std::error_code code;
    return fs::exists(file, code);
}

}  // namespace

bool mayPass(const Error& error) {
    switch (error.code) {
        case ErrorCode::OperatorUnreachable:
        case ErrorCode::OperatorNotTrusted:  // a hotel's network answers in the operator's place
        case ErrorCode::OperatorTimedOut:
        case ErrorCode::OperatorBusy:
        case ErrorCode::OperatorFault:
        case ErrorCode::AnswerUnreadable:
        case ErrorCode::ProxyRefused:
        case ErrorCode::ProxyUnreachable:
        case ErrorCode::OperatorRedirects:
        case ErrorCode::NetworkWantsSignIn:
            return true;
        case ErrorCode::EnrolmentRefused:
            return error.detail == refusalName(Refusal::TooMany) ||
                   error.detail == refusalName(Refusal::TryLater);
        default:
            return false;
    }
}

Provisioner::Provisioner(ProvisionerParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)), m_folder(m.state / "identity", m.tpm) {}

Provisioner::~Provisioner() = default;

bool Provisioner::canTakeCode() const {
    return !m.operatorUrl.empty() && there(authorityFileBeside(m.machineFile));
}

bool Provisioner::hasKept() const {
    return there(m.state / kKeptProvisioning);
}

Result<std::vector<VerifyingKey>> Provisioner::office() const {
    return knownOffice({m.officeFile, m.machineFile, m.state});
}

Result<std::string> Provisioner::authority() const {
    const auto bytes = readFile(authorityFileBeside(m.machineFile), kLargestAuthorityFile);
    if (!bytes) return failure(bytes.error());
    std::string pem(bytes->begin(), bytes->end());
    if (const auto whole = certificatesIn(pem); !whole) return failure(whole.error());
    return pem;
}

Result<Bytes> readProvisioningFile(const fs::path& file) {
    std::error_code code;
    const auto size = fs::file_size(file, code);
    // Whatever it is, it is told as too large and not as a file that can't be read.
    if (!code && size > kMaxProvisioningBytes) return Bytes(kMaxProvisioningBytes + 1);
    return readFile(file, kMaxProvisioningBytes);
}

void Provisioner::byFile(const fs::path& file) {
    if (!m_busy) byBytes(readProvisioningFile(file));
}

void Provisioner::byBytes(Result<Bytes> read) {
    if (std::exchange(m_busy, true)) return;
    m_made.reset();
    if (!read) return refuse(read.error());
    if (!hold()) return;
    begin(std::move(*read));
}

void Provisioner::byKept() {
    byFile(m.state / kKeptProvisioning);
}

void Provisioner::begin(Bytes file) {
    m_file = std::move(file);
    const auto keys = office();
    if (!keys) return refuse(keys.error());
    auto made = checkProvisioning(m_file, {*keys, m.shop});
    if (!made) return refuse(made.error());
    m_made = std::move(*made);
    if (besideWhatIsThere() == Goes::Ended) return;
    Q_EMIT stepped(ProvisionStep::Checked, &*m_made);
    enrol(m_made->code, {m_made->operatorUrl, toPem(m_made->authorities)}, *keys);
}

Provisioner::Goes Provisioner::besideWhatIsThere() {
    const auto ended = [this](const Error& error) {
        refuse(error);
        return Goes::Ended;
    };
    finishShop(m.state, m.log);
    const auto before = readShopFile(m.state);
    m_first = !m_folder.hasEnrolment();
    if (before && !m_first) {
        const bool same = before->shop == m_made->shop;
        if (!same && !m.newShop)
            return ended(makeError(ErrorCode::CounterOfAnotherShop, "this counter was provisioned for shop " +
                                                                        before->shop + ", the file is for " +
                                                                        m_made->shop));
        const bool newer = isNewerThan(*before, m_made->issuedAt);
        const auto identity = m_folder.load();
        // A key that can't be used now may be there again tomorrow: another one only if that is said.
        if (!identity && !m.again) return ended(identity.error());
        if (same && !m.again) {
            dropKeptSetUp(m.state);
            ProvisionOutcome outcome{End::WasDone, {}, before->shop, before->shopName, {}, {}};
            outcome.newer = newer;
            end(std::move(outcome));
            return Goes::Ended;
        }
        if (same && !newer)
            return ended(makeError(ErrorCode::ProvisioningNotNewer,
                                   "it was issued at " + toRfc3339(m_made->issuedAt) +
                                       ", and this counter was set up by one of " +
                                       toRfc3339(before->issuedAt.value_or(before->provisionedAt))));
    }
    if (const auto good = checkProvisioningTime(*m_made, m.clock.wall(), m.builtOn); !good)
        return ended(good.error());
    if (m.again && !m_folder.checkKey()) {
        m.log.warn(kArea, "the key that can't be used is set aside");
        auto aside = m_folder.setKeyAside();
        if (!aside) return ended(aside.error());
        m_aside = std::move(*aside);
    }
    return Goes::On;
}

void Provisioner::byCode(const std::string& typed) {
    if (std::exchange(m_busy, true)) return;
    m_file.clear();
    m_made.reset();
    if (!hold()) return;
    const auto keys = office();
    if (!keys) return refuse(keys.error());
    auto pem = authority();
    if (!pem) return refuse(pem.error());
    m_first = !m_folder.hasEnrolment();
    Q_EMIT stepped(ProvisionStep::Checked, nullptr);
    enrol(typed, {m.operatorUrl, std::move(*pem)}, *keys);
}

void Provisioner::enrol(const std::string& code, GatewayAddress address, std::vector<VerifyingKey> office) {
    if (const auto prepared = prepare(); !prepared) return refuse(prepared.error());
    // Who was enrolled before knows which certificates were stolen; the thief must not get the new code.
    address.revoked = m_folder.revoked();
    m_enrolment.reset();
    m_client = std::make_unique<HttpsGatewayClient>(address);
    m_enrolment = std::make_unique<EnrolmentClient>(
        *m_client, address, m_folder, EnrolmentRules{OtherOperator::Refused, std::move(office)});
    Q_EMIT stepped(ProvisionStep::Asking, m_made ? &*m_made : nullptr);
    m_enrolment->enrol(code, COUNTERSIGN_VERSION,
                       [this](const Result<DeviceIdentity>& identity) { enrolled(identity); });
}

void Provisioner::enrolled(const Result<DeviceIdentity>& identity) {
    if (!identity) return refuse(identity.error());
    m_pending = false;
    m_aside.reset();
    Q_EMIT stepped(ProvisionStep::Enrolled, m_made ? &*m_made : nullptr);
    // It is enrolled, whatever comes now: what can't be written is made up for at the next start.
    std::optional<Error> unsettled;
    if (const auto done = settleShop(m.state); !done) {
        unsettled = done.error();
        m.log.warn(kArea, describe(*unsettled));
    } else {
        Q_EMIT stepped(ProvisionStep::Settled, m_made ? &*m_made : nullptr);
    }
    dropKeptSetUp(m.state);
    end({End::Done, std::move(unsettled), m_made ? m_made->shop : m.shop,
         m_made ? m_made->shopName : std::string(), identity->deviceId.hex(),
         std::string(keyProtectionName(identity->signer->protection()))});
}

Status Provisioner::prepare() {
    PendingShop pending;
    pending.enrolledAs = m_folder.mark();
    auto& shop = pending.shop;
    shop.provisionedAt = std::chrono::floor<std::chrono::seconds>(m.clock.wall());
    if (m_made) {
        shop.shop = m_made->shop;
        shop.shopName = m_made->shopName;
        shop.issuedAt = m_made->issuedAt;
        shop.ring = m_made->settings.ring;
        shop.updateSource = m_made->settings.updateSource;
        pending.first = m_made->settings;
    } else if (m.shop.empty()) {
        dropPendingShop(m.state);  // of another request
        return {};
    } else {
        shop.shop = m.shop;
    }
    m_pending = true;
    return writePendingShop(m.state, pending);
}

void Provisioner::keep() {
    if (const auto kept = writeFileDurably(m.state / kKeptProvisioning, m_file); !kept) {
        m.log.warn(kArea, "the file is not kept: " + describe(kept.error()));
        return;
    }
    if (m.officeFile.empty() || there(officeFileBeside(m.machineFile))) return;
    if (const auto bytes = readFile(m.officeFile, kMaxKeyFileBytes)) {
        if (const auto kept = writeFileDurably(m.state / kKeptOffice, *bytes); !kept)
            m.log.warn(kArea, "the office's key is not kept: " + describe(kept.error()));
    }
}

bool Provisioner::isKept() const {
    if (m_file.empty()) return false;
    const auto kept = readFile(m.state / kKeptProvisioning, kMaxProvisioningBytes);
    return kept && *kept == m_file;
}

bool Provisioner::canNeverSucceed(ErrorCode code) const {
    switch (code) {
        case ErrorCode::EnrolmentRefused:
        case ErrorCode::ProvisioningExpired:
            return true;
        case ErrorCode::SignatureInvalid:
        case ErrorCode::ProvisioningOfAnotherShop:
        case ErrorCode::MessageMalformed:
            return !m_made;  // of the file, and not of somebody's answer
        default:
            return false;
    }
}

bool Provisioner::hold() {
    auto held = holdSetUp(m.state);
    if (held)
        m_held.emplace(std::move(*held));
    else
        refuse(held.error());
    return m_held.has_value();
}

void Provisioner::refuse(const Error& error) {
    m.log.warn(kArea, describe(error));
    // It is for an enrolment that a kill left unfinished, not for one that failed.
    if (std::exchange(m_pending, false)) dropPendingShop(m.state);
    // A key that is only away for now must be there again when it comes back.
    if (const auto aside = std::exchange(m_aside, std::nullopt)) {
        if (const auto back = m_folder.putKeyBack(*aside); !back) m.log.error(kArea, describe(back.error()));
    }
    ProvisionOutcome outcome{
        End::Refused, error, m_made ? m_made->shop : m.shop, m_made ? m_made->shopName : std::string(),
        {},           {}};
    if (mayPass(error)) {
        outcome.end = End::TryLater;
        // At the next start nobody asks an enrolled counter for a file.
        if (m_made && m_first) {
            keep();
            outcome.kept = hasKept();
        }
    } else if (canNeverSucceed(error.code) && isKept()) {
        dropKeptSetUp(m.state);  // nobody waits for it
    }
    end(std::move(outcome));
}

void Provisioner::end(ProvisionOutcome outcome) {
    m_busy = false;
    m_held.reset();
    wipe(m_file);
    m_file.clear();
    Q_EMIT finished(outcome);
}

}  // namespace countersign
