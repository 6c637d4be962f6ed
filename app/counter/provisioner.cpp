#include "app/counter/provisioner.h"

#include <QSettings>
#include <utility>

#include "app/counter/known_office.h"
#include "app/counter/look_keys.h"
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

void Provisioner::byFile(const fs::path& file) {
    if (std::exchange(m_busy, true)) return;
    m_made.reset();
    std::error_code code;
    const auto size = fs::file_size(file, code);
    // Whatever it is, it is told as too large and not as a file that can't be read.
    if (!code && size > kMaxProvisioningBytes) return begin(Bytes(kMaxProvisioningBytes + 1));
    auto bytes = readFile(file, kMaxProvisioningBytes);
    if (!bytes) return refuse(bytes.error());
    begin(std::move(*bytes));
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
    const auto before = readShopFile(m.state);
    const bool isEnrolled = m_folder.load().has_value();
    if (before && isEnrolled && before->shop == m_made->shop) {
        dropKept();
        return end({End::WasDone, {}, before->shop, before->shopName, {}, {}});
    }
    if (before && isEnrolled && !m.newShop)
        return refuse(makeError(
            ErrorCode::CounterOfAnotherShop,
            "this counter was provisioned for shop " + before->shop + ", the file is for " + m_made->shop));
    if (const auto good = checkProvisioningTime(*m_made, m.clock.wall(), m.builtOn); !good)
        return refuse(good.error());
    Q_EMIT stepped(ProvisionStep::Checked, &*m_made);
    enrol(m_made->code, {m_made->operatorUrl, toPem(m_made->authorities)}, *keys);
}

void Provisioner::byCode(const std::string& typed) {
    if (std::exchange(m_busy, true)) return;
    m_file.clear();
    m_made.reset();
    const auto keys = office();
    if (!keys) return refuse(keys.error());
    auto pem = authority();
    if (!pem) return refuse(pem.error());
    Q_EMIT stepped(ProvisionStep::Checked, nullptr);
    enrol(typed, {m.operatorUrl, std::move(*pem)}, *keys);
}

void Provisioner::enrol(const std::string& code, GatewayAddress address, std::vector<VerifyingKey> office) {
    // Who was enrolled before knows which certificates were stolen; the thief must not get the new code.
    if (auto before = m_folder.load()) address.revoked = std::move(before->gateway.revoked);
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
    Q_EMIT stepped(ProvisionStep::Enrolled, m_made ? &*m_made : nullptr);
    // The code is used from here on, and the operator answers it once more only to this very key: asked for
    // again with the same file, what is missing is made up for.
    if (const auto done = settle(); !done) return refuse(done.error());
    Q_EMIT stepped(ProvisionStep::Settled, m_made ? &*m_made : nullptr);
    dropKept();
    end({End::Done,
         {},
         m_made ? m_made->shop : m.shop,
         m_made ? m_made->shopName : std::string(),
         identity->deviceId.hex(),
         std::string(keyProtectionName(identity->signer->protection()))});
}

// What somebody chose at this counter before stays.
Status Provisioner::settle() {
    if (!m_made) {
        if (m.shop.empty()) return {};
        return writeShopFile(m.state, {m.shop, {}, m.clock.wall(), {}, {}});
    }
    const auto& first = m_made->settings;
    QSettings settings(QString::fromStdString((m.state / kSettingsFile).string()), QSettings::IniFormat);
    const auto put = [&settings](const char* name, const QVariant& value) {
        if (!settings.contains(QLatin1String(name))) settings.setValue(QLatin1String(name), value);
    };
    if (!first.language.empty()) put(kLanguageKey, QString::fromStdString(first.language));
    if (!first.theme.empty()) put(kThemeKey, QString::fromStdString(first.theme));
    if (first.textPercent != 0) put(kTextKey, first.textPercent);
    settings.sync();
    return writeShopFile(
        m.state, {m_made->shop, m_made->shopName, std::chrono::floor<std::chrono::seconds>(m.clock.wall()),
                  first.ring, first.updateSource});
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

void Provisioner::dropKept() {
    std::error_code gone;
    fs::remove(m.state / kKeptProvisioning, gone);
}

void Provisioner::refuse(const Error& error) {
    m.log.warn(kArea, describe(error));
    ProvisionOutcome outcome{
        End::Refused, error, m_made ? m_made->shop : m.shop, m_made ? m_made->shopName : std::string(),
        {},           {}};
    if (mayPass(error)) {
        outcome.end = End::TryLater;
        if (m_made) {
            keep();
            outcome.kept = hasKept();
        }
    } else if (error.code == ErrorCode::EnrolmentRefused || error.code == ErrorCode::ProvisioningExpired) {
        if (isKept()) dropKept();  // it can't succeed any more: nobody waits for it
    }
    end(std::move(outcome));
}

void Provisioner::end(ProvisionOutcome outcome) {
    m_busy = false;
    wipe(m_file);
    m_file.clear();
    Q_EMIT finished(outcome);
}

}  // namespace countersign
