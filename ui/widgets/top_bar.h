// The bar at the top: the program's name, the practice mark, the clerk, and the keys that always work. GUI
// thread.
#pragma once

#include <QWidget>

namespace countersign::ui {

class Button;
class TextLabel;

enum class Practice { Off = 1, On };
enum class StopKey { Hidden = 1, Stop, Back };

class TopBar final : public QWidget {
    Q_OBJECT
  public:
    explicit TopBar(QWidget* parent = nullptr);
    void setClerk(const QString& name);   // empty: nobody is signed in; the queue key is hidden too
    void setWaiting(int registrations);   // number beside "Queue"
    void setPractice(Practice practice);  // an unmistakable band in the bar
    void setStopKey(StopKey key);         // what Esc does here
    void retranslate();

  Q_SIGNALS:
    void helpChosen();
    void queueChosen();
    void settingsChosen();
    void stopChosen();  // Esc, whether it says Stop or Back
    void signOutChosen();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    TextLabel* m_name;
    QWidget* m_practiceMark;
    Button* m_clerk;
    Button* m_help;
    Button* m_queue;
    Button* m_settings;
    Button* m_stop;
    void setWords();
    QString m_clerkName;
    bool m_compact = false;
    int m_waiting = 0;
    Practice m_practice = Practice::Off;
    StopKey m_stopKey = StopKey::Hidden;
};

inline constexpr int kTopBarHeight = 56;

}  // namespace countersign::ui
