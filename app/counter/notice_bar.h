// The one notice above the page: which it is, and what its button does. GUI thread; owned by the registration
// controller.
#pragma once

#include <QObject>
#include <optional>

#include "core/error.h"
#include "main_window.h"
#include "text/counter_words.h"

namespace countersign {

class NoticeBar final : public QObject {
    Q_OBJECT
  public:
    // `window` outlives it.
    explicit NoticeBar(ui::MainWindow& window, QObject* parent = nullptr);

    void tell(ui::CounterNotice notice, ui::Tone tone);
    enum class Again { NotOffered = 1, Offered };
    void tellError(ErrorCode code, Again again = Again::NotOffered);
    // What was told is no longer so.
    void close(ui::CounterNotice notice);
    // Another page is shown: the window put the notice away by itself.
    void forget() { m_notice.reset(); }

  Q_SIGNALS:
    void camerasWanted();
    void cameraCheckWanted();
    void questionsWanted();
    void againWanted();

  private:
    void actionChosen();

    ui::MainWindow& m_window;
    std::optional<ui::CounterNotice> m_notice;  // empty: none, or an error's
    Again m_again = Again::NotOffered;
};

}  // namespace countersign
