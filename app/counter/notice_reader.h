// Reads the notice of the consent page aloud, in the language that is on the screen. GUI thread; owned by the
// registration controller.
#pragma once

#include <QObject>

#include "app/counter/voice.h"
#include "pages/consent_page.h"

namespace countersign {

class NoticeReader final : public QObject {
    Q_OBJECT
  public:
    // Both outlive it.
    NoticeReader(ui::ConsentPage& page, Voice& voice, QObject* parent = nullptr);

  Q_SIGNALS:
    void noSound();  // somebody wanted to hear it and can't

  private:
    void toggle();
    void stop();

    ui::ConsentPage& m_page;
    Voice& m_voice;
};

}  // namespace countersign
