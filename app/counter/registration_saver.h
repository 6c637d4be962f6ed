// Seals a finished registration and sees to it that it reaches the disk: asks again until it does. GUI
// thread; owned by the registration controller.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/counter/notice_bar.h"
#include "core/clerk_role.h"
#include "core/log.h"
#include "enrolment/registration.h"
#include "sync/records_thread.h"

namespace countersign {

struct RegistrationSaverParts {
    RecordsThread* records = nullptr;           // null: not enrolled, nothing can be saved
    std::optional<SealingKey> operatorKey;      // that counts now; the records thread tells of a newer one
    std::map<std::string, std::string> models;  // id → version, into the record
    std::function<std::optional<ClerkRole>(const std::string& clerkId)> roleOf;
    NoticeBar& notices;
    Log& log;
};

class RegistrationSaver final : public QObject {
    Q_OBJECT
  public:
    explicit RegistrationSaver(RegistrationSaverParts parts, QObject* parent = nullptr);

    [[nodiscard]] bool possible() const { return m.records != nullptr && m.operatorKey.has_value(); }
    // A registration is under way to the disk.
    [[nodiscard]] bool busy() const { return m_saving.has_value(); }
    // From here on this computer can't read it any more: sealed, wiped, handed to the records thread; `saved`
    // follows. The last four digits of the buyer's number, or why it could not be sealed.
    Result<QString> save(Registration& registration);
    void again();

  Q_SIGNALS:
    void saved(const countersign::QueueRow& row);  // on the disk; busy() no longer

  private:
    void onSaved(const QueueRow& row);
    void onFailed(const RecordId& recordId, const Error& error);

    RegistrationSaverParts m;
    std::optional<RecordId> m_saving;
    QTimer m_soon;
};

}  // namespace countersign
