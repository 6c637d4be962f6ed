// The first start in the window: sets the counter up at its operator's, then asks who looks after it, then
// the sign-in. Finds files on sticks and asks the operator; a file that was kept is tried by itself. GUI
// thread; owned by the composition root.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/counter/aside_work.h"
#include "app/counter/clerk_sign_in.h"
#include "app/counter/journal_notes.h"
#include "app/counter/provisioner.h"
#include "app/counter/windows.h"

namespace countersign {

// Files that may be the operator's: *.provisioning on the medium itself and in its folder "countersign".
// Waits for the medium.
[[nodiscard]] std::vector<std::filesystem::path> provisioningFilesIn(const std::filesystem::path& medium);

// On all that are mounted now.
[[nodiscard]] std::vector<std::filesystem::path> provisioningFilesOnMedia();

struct FirstStartParts {
    Windows windows;
    ClerkSignIn& clerks;
    std::unique_ptr<Provisioner> provisioner;    // null: the operator knows this counter
    std::function<void(const AuditNote&)> note;  // empty: there is no journal yet
    Log& log;
    // What lies on sticks now; waits for them. Any thread.
    std::function<std::vector<std::filesystem::path>()> find = provisioningFilesOnMedia;
    // Waits for the medium, too; one that takes longer than `patience` has failed. Any thread.
    std::function<Result<Bytes>(const std::filesystem::path&)> read = readProvisioningFile;
    std::chrono::milliseconds patience = std::chrono::seconds(20);
};

class FirstStartController final : public QObject {
    Q_OBJECT

  public:
    // The parts outlive it.
    explicit FirstStartController(FirstStartParts parts, QObject* parent = nullptr);
    ~FirstStartController() override;

    // What stands where nobody is signed in.
    [[nodiscard]] ui::Place home() const;
    // The window is there: a file that was kept is tried.
    void begin();
    // Nothing may be stopped now: the operator is answering.
    [[nodiscard]] bool busy() const { return m_reading || (m.provisioner && m.provisioner->busy()); }

  Q_SIGNALS:
    void homeChanged();
    void practiceWanted();  // before there is an operator: nobody needs to be known for that
    void busyChanged();
    void enrolled();  // everything is to be built anew, with an operator

  private:
    void connectEnrolment();
    void connectFirstClerk();
    void read(const QString& path);
    void readDone(int number, Result<Bytes> bytes);
    void look();
    void showFiles(const std::vector<std::filesystem::path>& files);
    void stepped(ProvisionStep step);
    void ended(const ProvisionOutcome& outcome);
    void addFirst(const QString& id, const QString& name, const QString& pin);

    FirstStartParts m;
    bool m_looking = false;
    QTimer m_look;
    bool m_reading = false;  // a file, from a stick perhaps
    int m_readNumber = 0;    // what a reading says that was given up comes too late
    QTimer m_giveUp;
    AsideWork m_aside{*this};  // a stick may hang: neither the window nor its end waits for it
};

}  // namespace countersign
