// The page of other ways: who else signs, the picture of a supporting document, and what was chosen. Tells
// the registration controller, which moves the workflow. GUI thread; owned by it.
#pragma once

#include <QObject>
#include <QString>
#include <functional>

#include "app/counter/clerk_sign_in.h"
#include "app/counter/windows.h"
#include "capture/frame.h"
#include "enrolment/engine_thread.h"
#include "enrolment/other_way.h"

namespace countersign {

// Which obstacle is the likely one after a failed scan, or while `asked` was asked: the first in the list.
[[nodiscard]] Obstacle likelyObstacle(Reason reason, int triesLeft);
[[nodiscard]] Obstacle likelyObstacle(std::optional<Action> asked);

class OtherWayController final : public QObject {
    Q_OBJECT
  public:
    // All outlive the controller. `clerk`: who is signed in.
    OtherWayController(Windows& windows, EngineThread& engine, ClerkSignIn& signIn,
                       std::function<std::string()> clerk, QObject* parent = nullptr);

    void ask(Obstacle first, ui::OtherWayPage::ScanOffer offer);
    void enter();  // the page is shown
    void showPreview(const FramePtr& frame);
    void forget();  // the buyer is done or gone

  Q_SIGNALS:
    void backRequested();
    void taken(countersign::ui::OtherWayPage::Way way, const countersign::OtherWayTaken& what);

  private:
    void chosen(ui::OtherWayPage::Way way, Obstacle obstacle, const QString& id, const QString& pin);
    void takePicture();

    Windows& m_windows;
    EngineThread& m_engine;
    ClerkSignIn& m_signIn;
    std::function<std::string()> m_clerk;
    FramePtr m_lastFrame;
    Bytes m_picture;
    std::uint64_t m_asked = 0;  // answers to an older page are stale
};

}  // namespace countersign
