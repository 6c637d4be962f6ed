// The clerk's window: bar at the top, rail of steps, one page, bar at the bottom. Composes pages and hands on
// keys; knows neither engines nor the workflow. GUI thread; built by the composition root, which owns it.
//
// Use: setPage() for each Place once; then showPlace() as the workflow moves. The signals say what the clerk
// wants; the controller decides. Nothing here changes the place by itself.
#pragma once

#include <QWidget>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "theme/palette.h"
#include "widgets/status_values.h"
#include "widgets/top_bar.h"

class QStackedWidget;

namespace countersign::ui {

class Notice;
class Page;
class StatusBar;
class StepRail;

// Where the window is. Details to Result are the steps of the rail; Failure and OtherWay belong to the step
// Scan.
enum class Place {
    SignIn = 1,
    Details,
    Document,
    Consent,
    Scan,
    Failure,
    Result,
    Queue,
    Help,
    Cameras,
    OtherWay,
    Day,
    Settings,
    CameraCheck,
    Stick,
    Clerks,
    Questions,
    Enrol,      // in the place of the sign-in while the operator does not know this counter
    FirstClerk  // in its place while nobody can sign in
};

// Where nobody is signed in.
[[nodiscard]] bool isBeforeSignIn(Place place);

// Pages beside the registration: Esc leads back to it, and nothing of it changes meanwhile.
[[nodiscard]] bool isBeside(Place place);

class MainWindow final : public QWidget {
    Q_OBJECT
  public:
    explicit MainWindow(QWidget* parent = nullptr);

    void setPage(Place place, Page* page);  // takes ownership; a second page for a place replaces the first
    void showPlace(Place place);            // closes the notice, moves the keyboard into the page
    [[nodiscard]] Place place() const { return m_place; }
    [[nodiscard]] Page* page(Place place) const;

    // Steps a click in the rail may go back to (Workflow::reachableBack); none during a scan and after the
    // result.
    void setReachable(std::vector<Place> steps);
    // How far the registration has come, for ticks in the rail while the clerk looks at the queue or went
    // back.
    void setFurthest(Place step);

    void setClerk(const QString& name);  // empty: nobody; also hides the rail
    void setPractice(Practice practice);
    void setWaiting(int registrations);  // top bar and status bar
    void setCamera(const CameraStatus& status);
    void setLight(LightState state);
    void setOperator(const OperatorStatus& status);
    void setClock(ClockStatus status);
    void setTry(const TryCount& count);  // now 0: hidden

    // A message above the page, until it is closed, replaced or the place changes. With an action text,
    // noticeActionChosen() follows a click.
    void showNotice(Tone tone, const QString& text, const QString& action = {});
    void closeNotice();

    // Asked before the window closes; false keeps it open. Without a rule it closes.
    void setCloseRule(std::function<bool()> mayClose) { m_mayClose = std::move(mayClose); }

  Q_SIGNALS:
    void placeShown(Place place);      // after showPlace()
    void placeRequested(Place place);  // rail, F9 (Queue), F1 (Help), F7 (Cameras), F12 (Clerks)
    void stopRequested();              // Esc during a registration
    void backRequested();              // Esc in queue or help: back to where the clerk was
    void signOutRequested();
    void noticeActionChosen();
    void closing();  // the window closes: stop what runs

  protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void placeNotice();
    void updateRail();
    void updateKeys();
    void retranslate();

    TopBar* m_top;
    StepRail* m_rail;
    Notice* m_notice;
    QWidget* m_noticeRoom;
    QStackedWidget* m_stack;
    StatusBar* m_status;
    std::map<Place, Page*> m_pages;
    Place m_place = Place::SignIn;
    Place m_furthest = Place::Details;
    std::vector<Place> m_reachable;
    QString m_clerk;
    std::function<bool()> m_mayClose;
};

}  // namespace countersign::ui
